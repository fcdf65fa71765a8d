package io.tailrace.state.task;

import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.KeyValueIterator;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store of any kind, or an iterator over one, that can be read by several threads and written by none of them. A proxy, as the kinds of
 * stores are many and each of them has many methods.
 *
 * <p><b>Threads:</b> any; each call takes the lock.
 */
final class ReadOnlyStoreView implements InvocationHandler {

    private static final Set<String> WRITES = Set.of(
            "put", "putIfAbsent", "putAll", "delete", "remove", "init", "flush", "commit", "close", "setFlushListener");
    private static final String STORE_INTERFACES = "io.tailrace.streams.state.";

    private final Object target;
    private final boolean isStore;
    private final ReentrantLock lock;

    private ReadOnlyStoreView(Object target, boolean isStore, ReentrantLock lock) {
        this.target = target;
        this.isStore = isStore;
        this.lock = lock;
    }

    /** The view of a store; a store of none of the known kinds is its own view, as its users know its class. */
    static StateStore of(StateStore store, ReentrantLock lock) {
        Class<?>[] interfaces = interfaces(store.getClass());
        for (Class<?> type : interfaces) {
            if (type.getName().startsWith(STORE_INTERFACES)) {
                return (StateStore) proxy(interfaces, new ReadOnlyStoreView(store, true, lock));
            }
        }
        return store;
    }

    private static Object proxy(Class<?>[] interfaces, ReadOnlyStoreView handler) {
        return Proxy.newProxyInstance(ReadOnlyStoreView.class.getClassLoader(), interfaces, handler);
    }

    private static Class<?>[] interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Class<?> each : current.getInterfaces()) {
                if (Modifier.isPublic(each.getModifiers())) {
                    all.add(each);
                }
            }
        }
        return all.toArray(new Class<?>[0]);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (isStore && WRITES.contains(method.getName())) {
            throw new UnsupportedOperationException("Global store is read only");
        }
        Object result;
        lock.lock();
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            lock.unlock();
        }
        return result instanceof KeyValueIterator<?, ?>
                ? proxy(interfaces(result.getClass()), new ReadOnlyStoreView(result, false, lock))
                : result;
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "read-only view of " + target;
        };
    }
}
