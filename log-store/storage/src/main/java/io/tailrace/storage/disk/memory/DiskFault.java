package io.tailrace.storage.disk.memory;

import java.io.IOException;
import java.nio.file.Path;

/** Decides before each operation whether it fails. */
@FunctionalInterface
public interface DiskFault {

    /** What is about to happen. */
    enum Operation {
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        FORCE,
        RENAME,
        DELETE,
        CREATE_DIRECTORY,
        SYNC_DIRECTORY
    }

    DiskFault NONE = (operation, path) -> {};

    /** @throws IOException if the operation is to fail; nothing of it then happens */
    void check(Operation operation, Path path) throws IOException;
}
