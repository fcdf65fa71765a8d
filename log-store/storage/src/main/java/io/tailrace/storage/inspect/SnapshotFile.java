package io.tailrace.storage.inspect;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads a producer snapshot entry by entry, after a first pass for its CRC. {@code io.tailrace.storage.producer} writes it and
 * draws the layout.
 */
final class SnapshotFile {

    private static final int HEADER_BYTES = 6;
    private static final int VERSION = 1;
    private static final int WINDOWS_MAGIC = 0x54524457;

    private final Path file;
    private final ProblemLog problems;

    SnapshotFile(Path file, ProblemLog problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Shows the entries; what is wrong is reported, and ends it. */
    void read(Consumer<? super Item> sink) throws IOException {
        if (!headerIsSound()) {
            return;
        }
        try (DataInputStream in = new DataInputStream(open())) {
            in.skipNBytes(HEADER_BYTES);
            for (int left = in.readInt(); left > 0; left--) {
                sink.accept(new Item.Producer(
                        in.readLong(),
                        in.readShort(),
                        in.readInt(),
                        in.readLong(),
                        in.readInt(),
                        in.readLong(),
                        in.readInt(),
                        in.readLong()));
            }
            if (in.available() >= 2 * Integer.BYTES && in.readInt() == WINDOWS_MAGIC) {
                readWindows(in, sink);
            }
        } catch (EOFException e) {
            report(Files.size(file), "as many entries as the file counts", "the end of the file");
        }
    }

    private static void readWindows(DataInputStream in, Consumer<? super Item> sink) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            long producerId = in.readLong();
            for (int batches = in.readByte(); batches > 0; batches--) {
                sink.accept(
                        new Item.ProducerBatch(producerId, in.readInt(), in.readLong(), in.readInt(), in.readLong()));
            }
        }
    }

    private boolean headerIsSound() throws IOException {
        try (DataInputStream in = new DataInputStream(open())) {
            short version = in.readShort();
            if (version != VERSION) {
                report(0, "version " + VERSION, String.valueOf(version));
                return false;
            }
            int claimed = in.readInt();
            int actual = crcOfRest(in);
            if (claimed != actual) {
                report(2, "CRC-32C " + Integer.toHexString(claimed), Integer.toHexString(actual));
                return false;
            }
            return true;
        } catch (EOFException e) {
            report(0, "a header of " + HEADER_BYTES + " B", Files.size(file) + " B");
            return false;
        }
    }

    private static int crcOfRest(InputStream in) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] chunk = new byte[1 << 13];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            crc.update(chunk, 0, read);
        }
        return (int) crc.getValue();
    }

    private InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 13);
    }

    private void report(long position, String expected, String found) {
        problems.report(ProblemKind.DERIVED_FILE, file, position, expected, found);
    }
}
