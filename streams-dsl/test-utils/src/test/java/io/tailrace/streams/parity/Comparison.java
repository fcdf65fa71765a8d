package io.tailrace.streams.parity;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Compares the public types of packages in a jar of Kafka's with ours, and lists what a program would miss. */
final class Comparison {
    private final List<String> findings = new ArrayList<>();
    private int types;
    private int members;

    /** One line a difference. */
    List<String> findings() {
        return findings;
    }

    int types() {
        return types;
    }

    int members() {
        return members;
    }

    /** Compares the types of the jar that {@code in} is from whose package passes. */
    void compare(Class<?> in, Predicate<String> packages) throws IOException, URISyntaxException {
        Path jar =
                Path.of(in.getProtectionDomain().getCodeSource().getLocation().toURI());
        TreeSet<String> names = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> packages.test(name.substring(0, name.lastIndexOf('.'))))
                    .forEach(names::add);
        }
        for (String name : names) {
            Class<?> theirs = load(name);
            if (theirs != null && isApi(theirs)) {
                compare(theirs);
            }
        }
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, Comparison.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Whether programs may use the type: it and all around it are visible and not deprecated. */
    private static boolean isApi(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Surface.isVisible(each.getModifiers())
                    || each.isAnnotationPresent(Deprecated.class)
                    || each.isAnonymousClass()
                    || each.isSynthetic()) {
                return false;
            }
        }
        return true;
    }

    private void compare(Class<?> theirs) {
        types++;
        String name = Renames.brief(theirs.getName());
        Class<?> ours = load(Renames.ours(theirs.getName()));
        if (ours == null) {
            findings.add("type " + name);
            return;
        }
        Surface surface = Surface.of(ours);
        for (Executable executable : Surface.declared(theirs)) {
            compare(name, executable, surface);
        }
        for (Field field : theirs.getDeclaredFields()) {
            if (Surface.isVisible(field.getModifiers())
                    && !field.isSynthetic()
                    && !field.isAnnotationPresent(Deprecated.class)
                    && !isInternal(field.getType().getName())) {
                compare(name, field, surface);
            }
        }
        if (!Modifier.isFinal(theirs.getModifiers()) && Modifier.isFinal(ours.getModifiers()) && !theirs.isEnum()) {
            findings.add("final " + name);
        }
        compareSupertypes(name, theirs, ours);
    }

    private void compare(String name, Executable executable, Surface surface) {
        String signature = Renames.ours(Surface.signature(executable));
        if (isInternal(signature)) {
            return;
        }
        members++;
        String actual = surface.methods().get(signature);
        if (actual == null) {
            findings.add("method " + name + " " + Renames.brief(signature));
        } else if (executable instanceof Method method) {
            String expected = Renames.ours(method.getReturnType().getTypeName());
            if (!expected.equals(actual) && !actual.equals(Surface.ANY) && !isInternal(expected)) {
                findings.add("return " + name + " " + Renames.brief(signature) + ": expected " + Renames.brief(expected)
                        + ", actual " + Renames.brief(actual));
            }
        }
    }

    private void compare(String name, Field field, Surface surface) {
        members++;
        Field ours = surface.fields().get(field.getName());
        if (ours == null) {
            findings.add("field " + name + "." + field.getName());
            return;
        }
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isPublic(field.getModifiers())
                && (field.getType() == String.class || field.getType().isPrimitive());
        if (constant) {
            Object expected = value(field);
            Object actual = value(ours);
            if (!Objects.equals(Renames.ours(String.valueOf(expected)), Renames.ours(String.valueOf(actual)))) {
                findings.add("value " + name + "." + field.getName() + ": expected " + expected + ", actual " + actual);
            }
        }
    }

    private static @Nullable Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot read " + field, e);
        }
    }

    private void compareSupertypes(String name, Class<?> theirs, Class<?> ours) {
        List<Class<?>> supertypes = new ArrayList<>(List.of(theirs.getInterfaces()));
        if (theirs.getSuperclass() != null) {
            supertypes.add(theirs.getSuperclass());
        }
        for (Class<?> supertype : supertypes) {
            String expected = Renames.ours(supertype.getName());
            if (!isInternal(expected) && !extendsType(ours, expected)) {
                findings.add("supertype " + name + ": " + Renames.brief(expected));
            }
        }
    }

    private static boolean extendsType(@Nullable Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || extendsType(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (extendsType(each, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInternal(String text) {
        return text.contains(".internals.") || text.contains(".internal.");
    }
}
