package io.tailrace.connect.task;

/** Makes a fresh loop for each start of a task. Called on the task's thread. */
@FunctionalInterface
public interface TaskFactory {

    /** One life of a task: from its start to its stop or failure. */
    interface TaskLoop {

        /** Runs until told to stop; throws what ended it otherwise. Cleans up after itself in either case. */
        void run() throws Exception;
    }

    TaskLoop create();
}
