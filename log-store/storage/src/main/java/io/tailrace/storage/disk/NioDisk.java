package io.tailrace.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file system of the machine.
 *
 * <p>Files that were not used for a while are closed when the process comes near its limit of descriptors, and opened again when
 * they are needed: see {@link OpenFiles}.
 *
 * <p><b>Threads:</b> any.
 */
public final class NioDisk implements Disk {

    private static final OpenFiles OF_THIS_PROCESS = OpenFiles.ofThisProcess();

    private static final boolean CAN_SYNC_DIRECTORIES =
            !System.getProperty("os.name", "").startsWith("Windows");

    private final OpenFiles files;

    public NioDisk() {
        this(OF_THIS_PROCESS);
    }

    NioDisk(OpenFiles files) {
        this.files = files;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new NioFile(file, files);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (CAN_SYNC_DIRECTORIES) { // Windows cannot open a directory; NTFS journals its entries
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public DiskSpace space(Path path) throws IOException {
        FileStore device = Files.getFileStore(path);
        return new DiskSpace(device.getTotalSpace(), device.getUsableSpace());
    }

    @Override
    public @Nullable DiskLock tryLock(Path file) throws IOException {
        return ProcessLocks.OF_THIS_PROCESS.tryLock(file);
    }
}
