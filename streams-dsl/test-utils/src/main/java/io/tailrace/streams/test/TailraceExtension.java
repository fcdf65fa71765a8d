package io.tailrace.streams.test;

import io.tailrace.clients.admin.Admin;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link TailraceTest} does: one store a test, opened with the first parameter that asks, closed after the test.
 *
 * <p><b>Threads:</b> JUnit's.
 */
final class TailraceExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TailraceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedLogStore.class
                || type == Admin.class
                || type == Properties.class
                || (type == String.class && parameter.isAnnotated(BootstrapServers.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedLogStore store = context.getStore(NAMESPACE)
                .computeIfAbsent(EmbeddedLogStore.class, any -> open(context), EmbeddedLogStore.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Admin.class) {
            return store.admin();
        }
        if (type == Properties.class) {
            return store.properties(applicationId(context));
        }
        return type == String.class ? store.bootstrapServers() : store;
    }

    private static EmbeddedLogStore open(ExtensionContext context) {
        EmbeddedLogStore store = EmbeddedLogStore.open();
        try {
            context.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, TailraceTest.class))
                    .ifPresent(annotation -> store.createTopics(annotation.topics()));
            context.getTestClass()
                    .flatMap(type -> AnnotationSupport.findAnnotation(type, TailraceTest.class))
                    .ifPresent(annotation -> store.createTopics(annotation.topics()));
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static String applicationId(ExtensionContext context) {
        String name = context.getTestMethod().map(method -> method.getName()).orElse("test");
        return name.toLowerCase(Locale.ROOT);
    }
}
