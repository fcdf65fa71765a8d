package io.tailrace.streams.parity;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a program can see of one type: public and protected members, inherited ones too.
 *
 * @param methods return types by signature; constructors have the name {@code <init>}
 * @param fields by name
 */
record Surface(Map<String, String> methods, Map<String, Field> fields) {
    /** The return type of a method that leaves it to a type variable. */
    static final String ANY = "?";

    static Surface of(Class<?> type) {
        Surface surface = new Surface(new HashMap<>(), new HashMap<>());
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers())) {
                surface.methods.put(signature(constructor), "void");
            }
        }
        surface.add(type);
        return surface;
    }

    private void add(@Nullable Class<?> type) {
        if (type == null) {
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            // A bridge has the signature of what it bridges to where only the result differs: the precise one counts.
            if (isVisible(method.getModifiers()) && !method.isBridge()) {
                // What a type variable stands for is for the compiler to say.
                boolean open = method.getGenericReturnType() instanceof TypeVariable<?>;
                methods.putIfAbsent(
                        signature(method), open ? ANY : method.getReturnType().getTypeName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers())) {
                fields.putIfAbsent(field.getName(), field);
            }
        }
        add(type.getSuperclass());
        for (Class<?> each : type.getInterfaces()) {
            add(each);
        }
    }

    static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    static String signature(Executable executable) {
        String name = executable instanceof Method ? executable.getName() : "<init>";
        return name
                + Arrays.stream(executable.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /** The constructors and methods that {@code type} itself declares, without deprecated and generated ones. */
    static List<Executable> declared(Class<?> type) {
        List<Executable> all = new ArrayList<>();
        all.addAll(Arrays.asList(type.getDeclaredConstructors()));
        all.addAll(Arrays.asList(type.getDeclaredMethods()));
        all.removeIf(each ->
                !isVisible(each.getModifiers()) || each.isSynthetic() || each.isAnnotationPresent(Deprecated.class));
        return all;
    }
}
