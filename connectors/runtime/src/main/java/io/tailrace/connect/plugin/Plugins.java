package io.tailrace.connect.plugin;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes plugin instances. A plugin is named by its class, or by an alias: its simple class name, with or without the
 * suffix {@code Connector}, {@code Converter}; aliases work for plugins that declare themselves as services, as plugins
 * for Apache Kafka Connect do (KIP-898). Each entry of {@code plugin.path} is a folder that holds plugins: folders of jars,
 * or single jars, each isolated from the others.
 *
 * <p><b>Threads:</b> any, after construction.
 */
public final class Plugins {

    private static final List<Class<?>> SERVICES = List.of(
            SourceConnector.class,
            SinkConnector.class,
            Converter.class,
            HeaderConverter.class,
            Transformation.class,
            Predicate.class);

    private final List<ClassLoader> loaders = new ArrayList<>();

    /** @param pluginPath folders that hold plugins; may be empty */
    public Plugins(List<Path> pluginPath) {
        ClassLoader application = Plugins.class.getClassLoader();
        for (Path folder : pluginPath) {
            if (!Files.isDirectory(folder)) {
                throw new ConnectException("expected plugin.path to name folders, found " + folder);
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    URL[] jars = jars(entry);
                    if (jars.length > 0) {
                        loaders.add(new PluginClassLoader(entry, jars, application));
                    }
                }
            } catch (IOException e) {
                throw new ConnectException("cannot read plugin folder " + folder, e);
            }
        }
        loaders.add(application);
    }

    private static URL[] jars(Path entry) throws IOException {
        List<URL> urls = new ArrayList<>();
        if (Files.isDirectory(entry)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(entry, "*.jar")) {
                for (Path jar : jars) {
                    urls.add(jar.toUri().toURL());
                }
            }
        } else if (entry.toString().endsWith(".jar")) {
            urls.add(entry.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /**
     * Makes an instance of the plugin that {@code name} means.
     *
     * @throws ConnectException if there is none, naming the known ones, or if its constructor fails
     */
    public <T> T create(String name, Class<T> type) {
        Class<?> found = find(name);
        if (!type.isAssignableFrom(found)) {
            throw new ConnectException(
                    "expected " + name + " to be a " + type.getName() + ", but " + found.getName() + " is none");
        }
        try {
            return type.cast(found.getDeclaredConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new ConnectException("the constructor of plugin " + found.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new ConnectException(
                    "plugin " + found.getName() + " needs a public constructor without parameters", e);
        }
    }

    private Class<?> find(String name) {
        for (ClassLoader loader : loaders) {
            Class<?> named = load(name, loader);
            if (named != null) {
                return named;
            }
        }
        Set<String> known = new LinkedHashSet<>();
        for (ClassLoader loader : loaders) {
            for (Class<?> service : SERVICES) {
                Class<?> found = findAlias(name, service, loader, known);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new ConnectException("found no plugin " + name + "; known are " + known);
    }

    private static @Nullable Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            return null; // not there, or an alias
        } catch (LinkageError e) {
            throw new ConnectException("plugin " + name + " cannot be loaded: a class that it needs is missing", e);
        }
    }

    private static @Nullable Class<?> findAlias(String alias, Class<?> service, ClassLoader loader, Set<String> known) {
        for (var providers = ServiceLoader.load(service, loader).stream().iterator(); ; ) {
            Class<?> candidate;
            try {
                if (!providers.hasNext()) {
                    return null;
                }
                candidate = providers.next().type();
            } catch (ServiceConfigurationError e) {
                continue; // a broken declaration of one plugin hides only that plugin
            }
            String simple = candidate.getSimpleName();
            known.add(candidate.getName());
            String shortened = simple.replaceAll("(Source|Sink)?(Connector|Converter|Transformation)$", "$1");
            String wanted = alias.toLowerCase(Locale.ROOT);
            if (simple.toLowerCase(Locale.ROOT).equals(wanted)
                    || shortened.toLowerCase(Locale.ROOT).equals(wanted)) {
                return candidate;
            }
        }
    }
}
