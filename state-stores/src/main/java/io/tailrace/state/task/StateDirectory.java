package io.tailrace.state.task;

import io.tailrace.streams.errors.LockException;
import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.TaskIdFormatException;
import io.tailrace.streams.processor.TaskId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one instance of an application keeps its state. The lock file keeps other instances and processes
 * out for as long as it is open (the operating system frees it when a process dies); locks of tasks keep the threads of this
 * instance apart.
 *
 * <pre>
 * state.dir/
 *   application.id/
 *     .lock            held by this object
 *     0_1/             a task
 *       rocksdb/       its database
 *     global/          the global stores
 * </pre>
 *
 * <p><b>Threads:</b> any; guarded by this.
 */
public final class StateDirectory implements AutoCloseable {

    /** What stands for a task where the global stores' owner is meant. */
    public static final TaskId GLOBAL = new TaskId(-1, -1);

    private static final String LOCK_FILE = ".lock";
    private static final String GLOBAL_NAME = "global";

    private final Path directory;

    /** Null if the application keeps nothing on disk. */
    private final @Nullable FileChannel lockChannel;

    private final Map<TaskId, TaskDirectory> locked = new HashMap<>();
    private boolean closed;

    private StateDirectory(Path directory, @Nullable FileChannel lockChannel) {
        this.directory = directory;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens, makes where needed, and locks the directory of an application.
     *
     * @throws LockException if another process, or another instance in this one, has it
     * @throws ProcessorStateException if it cannot be made or written
     */
    public static StateDirectory open(Path stateDir, String applicationId) {
        Path directory = directoryOf(stateDir, applicationId);
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ProcessorStateException("Cannot open the state directory " + directory, e);
        }
        if (!tryLock(channel, directory)) {
            close(channel, directory);
            throw new LockException("The state directory " + directory
                    + " is in use by another instance of application " + applicationId
                    + "; give each instance on a machine its own state.dir, or stop the other one");
        }
        return new StateDirectory(directory, channel);
    }

    /**
     * The directory of an application that keeps nothing on disk: it is neither made nor locked nor emptied, so instances may share it. Tasks
     * are held by one owner each as ever.
     */
    public static StateDirectory unused(Path stateDir, String applicationId) {
        return new StateDirectory(directoryOf(stateDir, applicationId), null);
    }

    private static Path directoryOf(Path stateDir, String applicationId) {
        Path root = stateDir.toAbsolutePath().normalize();
        Path directory = root.resolve(applicationId).normalize();
        if (applicationId.isBlank() || !root.equals(directory.getParent())) {
            throw new IllegalArgumentException(
                    "expected an application id that can name a directory, actual '" + applicationId + "'");
        }
        return directory;
    }

    private static boolean tryLock(FileChannel channel, Path directory) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            close(channel, directory);
            throw new ProcessorStateException("Cannot lock the state directory " + directory, e);
        }
    }

    private static void close(FileChannel channel, Path directory) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ProcessorStateException("Cannot close the lock file of the state directory " + directory, e);
        }
    }

    /** The directory of the application. */
    public Path path() {
        return directory;
    }

    /**
     * Takes the directory of a task, or of the {@link #GLOBAL} stores, which is made if it is not there.
     *
     * @throws LockException if it is taken: another thread has not closed the task yet
     */
    public synchronized TaskDirectory lock(TaskId task) {
        if (closed) {
            throw new IllegalStateException("expected an open state directory, actual closed, directory=" + directory);
        }
        if (locked.containsKey(task)) {
            throw new LockException("Task " + task + " is still open in another thread; directory " + directory);
        }
        Path path = pathOf(task);
        if (lockChannel != null) {
            make(task, path);
        }
        TaskDirectory taken = new TaskDirectory(this, task, path);
        locked.put(task, taken);
        return taken;
    }

    private void make(TaskId task, Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new ProcessorStateException("Cannot make the directory of task " + task + " in " + directory, e);
        }
    }

    private Path pathOf(TaskId task) {
        return directory.resolve(task.equals(GLOBAL) ? GLOBAL_NAME : task.toString());
    }

    synchronized void unlock(TaskDirectory task) {
        locked.remove(task.taskId(), task);
    }

    /** The tasks that have a directory here. */
    public synchronized List<TaskId> tasksOnDisk() {
        List<TaskId> tasks = new ArrayList<>();
        if (lockChannel == null) {
            return tasks;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path child : children) {
                addTask(child, tasks);
            }
        } catch (IOException e) {
            throw new ProcessorStateException("Cannot list the state directory " + directory, e);
        }
        tasks.sort(null);
        return tasks;
    }

    private static void addTask(Path child, List<TaskId> tasks) {
        try {
            tasks.add(TaskId.parse(child.getFileName().toString()));
        } catch (TaskIdFormatException e) {
            // Not a task's: left alone.
            return;
        }
    }

    /**
     * Deletes the directory of a task, or of the {@link #GLOBAL} stores.
     *
     * @throws LockException if the task is open
     */
    public synchronized void delete(TaskId task) {
        if (locked.containsKey(task)) {
            throw new LockException("Task " + task + " is open, so its directory is not deleted");
        }
        Path path = pathOf(task);
        if (lockChannel == null || !Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new DeletingVisitor());
        } catch (IOException e) {
            throw new ProcessorStateException("Cannot delete the directory of task " + task + " in " + directory, e);
        }
    }

    /** Lets other instances have the directory. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (lockChannel != null) {
                close(lockChannel, directory);
            }
        }
    }

    /** Deletes files, then their directory. */
    private static final class DeletingVisitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
