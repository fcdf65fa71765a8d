package io.tailrace.broker.quorum;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose data a directory holds: the file {@code meta.properties}, in Kafka's format, written on the first start.
 *
 * <pre>
 *   version=1
 *   cluster.id=4L6g3nShT-eMCtK--X86sw      16 random bytes, base64url
 *   node.id=1
 *   directory.id=…                         as the cluster id
 * </pre>
 *
 * @param clusterId the cluster that the data belongs to
 * @param nodeId the server that the data belongs to
 */
public record DirectoryIdentity(String clusterId, int nodeId) {

    private static final String FILE = "meta.properties";
    private static final int MAX_BYTES = 64 * 1024;

    /**
     * Reads the identity of a server's data directories, or makes one up and keeps it. A directory without one, which is new, gets
     * that of the others.
     *
     * @param nodeId this server's id
     * @throws IllegalStateException with a message for the user, if a directory belongs to another server or cluster than
     *     the others, or its file is damaged
     */
    public static DirectoryIdentity open(Disk disk, List<Path> directories, int nodeId, Supplier<UUID> uuids) {
        DirectoryIdentity known = null;
        Path knownFrom = null;
        List<Path> fresh = new ArrayList<>();
        for (Path directory : directories) {
            Path file = directory.resolve(FILE);
            DirectoryIdentity found = find(disk, file);
            if (found == null) {
                fresh.add(directory);
            } else if (found.nodeId != nodeId) {
                throw new IllegalStateException("expected a data directory of node.id=" + nodeId + ", actual node.id="
                        + found.nodeId + ", file=" + file);
            } else if (known == null) {
                known = found;
                knownFrom = file;
            } else if (!known.equals(found)) {
                throw new IllegalStateException("expected cluster.id=" + known.clusterId + " as in " + knownFrom
                        + ", actual cluster.id=" + found.clusterId + ", file=" + file);
            }
        }
        DirectoryIdentity identity = known == null ? new DirectoryIdentity(randomId(uuids), nodeId) : known;
        for (Path directory : fresh) {
            create(disk, directory, identity, randomId(uuids));
        }
        return identity;
    }

    private static @Nullable DirectoryIdentity find(Disk disk, Path file) {
        try {
            boolean written = disk.exists(file) && disk.size(file) > 0;
            return written ? parse(file, read(disk, file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Disk disk, Path directory, DirectoryIdentity identity, String directoryId) {
        try {
            write(disk, directory, identity, directoryId);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    private static DirectoryIdentity parse(Path file, String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        String clusterId = properties.getProperty("cluster.id");
        String nodeId = properties.getProperty("node.id");
        if (clusterId == null || nodeId == null || !nodeId.matches("[0-9]{1,9}")) {
            throw new IllegalStateException("expected cluster.id and a numeric node.id, actual cluster.id=" + clusterId
                    + ", node.id=" + nodeId + ", file=" + file);
        }
        return new DirectoryIdentity(clusterId, Integer.parseInt(nodeId));
    }

    private static String read(Disk disk, Path file) throws IOException {
        int size = (int) Math.min(disk.size(file), MAX_BYTES);
        ByteBuf content = Unpooled.buffer(size);
        try (DiskFile opened = disk.open(file)) {
            opened.read(0, content, size);
        }
        return content.toString(StandardCharsets.UTF_8);
    }

    private static void write(Disk disk, Path directory, DirectoryIdentity identity, String directoryId)
            throws IOException {
        String text = "version=1\ncluster.id=" + identity.clusterId + "\nnode.id=" + identity.nodeId + "\ndirectory.id="
                + directoryId + "\n";
        Path temporary = directory.resolve(FILE + ".tmp");
        try (DiskFile opened = disk.open(temporary)) {
            opened.truncate(0);
            opened.write(0, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            opened.force();
        }
        disk.rename(temporary, directory.resolve(FILE));
        disk.syncDirectory(directory);
    }

    private static String randomId(Supplier<UUID> uuids) {
        while (true) {
            UUID uuid = uuids.get();
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            if (!id.startsWith("-")) { // reads as an option on a command line
                return id;
            }
        }
    }
}
