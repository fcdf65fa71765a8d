package io.tailrace.common.utils;

import org.jspecify.annotations.Nullable;

/**
 * Ends the process, or what a test puts in place of that.
 *
 * <p><b>Threads:</b> any.
 */
public class Exit {

    /** Called in place of the end. */
    public interface Procedure {
        void execute(int statusCode, @Nullable String message);
    }

    /** Called in place of registering a shutdown hook. */
    public interface ShutdownHookAdder {
        void addShutdownHook(@Nullable String name, Runnable runnable);
    }

    private static final Procedure SYSTEM_EXIT = (statusCode, message) -> System.exit(statusCode);
    private static final Procedure SYSTEM_HALT =
            (statusCode, message) -> Runtime.getRuntime().halt(statusCode);
    private static final ShutdownHookAdder SYSTEM_HOOK = (name, runnable) ->
            Runtime.getRuntime().addShutdownHook(name == null ? new Thread(runnable) : new Thread(runnable, name));

    private static volatile Procedure exitProcedure = SYSTEM_EXIT;
    private static volatile Procedure haltProcedure = SYSTEM_HALT;
    private static volatile ShutdownHookAdder shutdownHookAdder = SYSTEM_HOOK;

    public static void exit(int statusCode) {
        exit(statusCode, null);
    }

    public static void exit(int statusCode, @Nullable String message) {
        exitProcedure.execute(statusCode, message);
    }

    /** Ends at once, without shutdown hooks. */
    public static void halt(int statusCode) {
        halt(statusCode, null);
    }

    public static void halt(int statusCode, @Nullable String message) {
        haltProcedure.execute(statusCode, message);
    }

    /** @param name of the thread; null for any */
    public static void addShutdownHook(@Nullable String name, Runnable runnable) {
        shutdownHookAdder.addShutdownHook(name, runnable);
    }

    public static void setExitProcedure(Procedure procedure) {
        exitProcedure = procedure;
    }

    public static void setHaltProcedure(Procedure procedure) {
        haltProcedure = procedure;
    }

    public static void setShutdownHookAdder(ShutdownHookAdder adder) {
        shutdownHookAdder = adder;
    }

    public static void resetExitProcedure() {
        exitProcedure = SYSTEM_EXIT;
    }

    public static void resetHaltProcedure() {
        haltProcedure = SYSTEM_HALT;
    }

    public static void resetShutdownHookAdder() {
        shutdownHookAdder = SYSTEM_HOOK;
    }
}
