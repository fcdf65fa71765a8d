package io.tailrace.storage.log;

import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Damages the files of a partition on a real disk, as accidents do. */
final class LogCorrupter {

    private final Path partition;

    LogCorrupter(Path partition) {
        this.partition = partition;
    }

    /** Files with that suffix, in the order of their offsets. */
    List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    Path last(String suffix) throws IOException {
        List<Path> files = files(suffix);
        return files.get(files.size() - 1);
    }

    /** Where the batch begins in the last segment whose base offset that is. */
    long positionOf(long baseOffset) throws IOException {
        ByteBuffer segment = ByteBuffer.wrap(Files.readAllBytes(last(".log")));
        int position = 0;
        while (segment.getLong(position) != baseOffset) {
            position += RecordBatch.LOG_OVERHEAD + segment.getInt(position + Long.BYTES);
        }
        return position;
    }

    void truncate(Path file, long bytesFromEnd) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytesFromEnd));
        }
    }

    void append(Path file, byte[] garbage) throws IOException {
        Files.write(file, garbage, StandardOpenOption.APPEND);
    }

    void flipBit(Path file, long byteIndex, int bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, byteIndex);
            one.flip();
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get() ^ (1 << bit))}), byteIndex);
        }
    }

    void delete(String suffix) throws IOException {
        for (Path file : files(suffix)) {
            Files.delete(file);
        }
    }

    void zero(String suffix) throws IOException {
        for (Path file : files(suffix)) {
            Files.write(file, new byte[(int) Files.size(file)]);
        }
    }

    void fillWith(String suffix, byte[] content) throws IOException {
        for (Path file : files(suffix)) {
            Files.write(file, content);
        }
    }
}
