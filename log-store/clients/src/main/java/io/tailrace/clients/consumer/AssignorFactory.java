package io.tailrace.clients.consumer;

import io.tailrace.common.KafkaException;

/** Makes an assignor from a class or its name. */
final class AssignorFactory {

    private AssignorFactory() {}

    static ConsumerPartitionAssignor create(Object classOrName) {
        try {
            Class<?> type = classOrName instanceof Class<?> known ? known : load(String.valueOf(classOrName));
            Object made = type.getDeclaredConstructor().newInstance();
            if (made instanceof ConsumerPartitionAssignor assignor) return assignor;
            throw new KafkaException(type + " is not an instance of " + ConsumerPartitionAssignor.class.getName());
        } catch (ReflectiveOperationException e) {
            throw new KafkaException("Cannot make the assignor " + classOrName + ": " + e, e);
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(name.trim(), true, context == null ? AssignorFactory.class.getClassLoader() : context);
    }
}
