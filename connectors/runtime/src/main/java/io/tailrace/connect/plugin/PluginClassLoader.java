package io.tailrace.connect.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads one plugin's classes before those of the application, so that plugins may carry other versions of a library.
 * The Java platform, the Connect API and logging stay shared: plugin and runtime meet in those types.
 *
 * <p><b>Threads:</b> any.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final String[] SHARED = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "org.slf4j.",
        "org.apache.kafka.common.",
        "org.apache.kafka.clients.",
        "org.apache.kafka.connect.components.",
        "org.apache.kafka.connect.connector.",
        "org.apache.kafka.connect.data.",
        "org.apache.kafka.connect.errors.",
        "org.apache.kafka.connect.header.",
        "org.apache.kafka.connect.health.",
        "org.apache.kafka.connect.rest.",
        "org.apache.kafka.connect.sink.",
        "org.apache.kafka.connect.source.",
        "org.apache.kafka.connect.storage.",
        "org.apache.kafka.connect.util."
    };

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(Path location, URL[] urls, ClassLoader parent) {
        super("plugin:" + location.getFileName(), urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !isShared(name)) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException e) {
                    loaded = null; // not the plugin's: the application's, below
                }
            }
            if (loaded == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private static boolean isShared(String name) {
        for (String prefix : SHARED) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return name.equals("org.apache.kafka.connect.transforms.Transformation")
                || name.equals("org.apache.kafka.connect.transforms.predicates.Predicate");
    }
}
