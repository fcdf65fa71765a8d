package io.tailrace.connect.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one open file into lines and knows the byte position behind each. A line ends with {@code \n}; a {@code \r}
 * before it belongs to the line end. Bytes behind the last line end stay in the buffer until their line end comes.
 *
 * <p>The buffer grows to one line, which is bounded; what is behind {@code position} and before the end of the buffer
 * has been read from the file and not been handed out.
 *
 * <p><b>Threads:</b> one.
 */
final class LineReader implements Closeable {

    private static final int READ_BYTES = 64 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final Charset charset;
    private final int maxLineBytes;
    private byte[] buffer = new byte[READ_BYTES];
    private int begin;
    private int searched;
    private int end;
    private long position;

    LineReader(Path path, long position, Charset charset, int maxLineBytes) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.charset = charset;
        this.maxLineBytes = maxLineBytes;
        this.position = position;
    }

    /** The byte position behind the line handed out last. */
    long position() {
        return position;
    }

    /** The size of the file now, in bytes. */
    long fileSize() throws IOException {
        return channel.size();
    }

    /** Whether bytes were read that no line end follows yet. */
    boolean hasUnterminated() {
        return end > begin;
    }

    /** The next whole line, or null if the file holds none now. */
    @Nullable
    String next() throws IOException {
        while (true) {
            for (; searched < end; searched++) {
                if (buffer[searched] == '\n') {
                    return take(searched, searched + 1);
                }
            }
            if (end - begin > maxLineBytes) {
                throw tooLong();
            }
            if (fill() <= 0) {
                return null;
            }
        }
    }

    /** What there is of a last line without line end. */
    String takeUnterminated() {
        return take(end, end);
    }

    private String take(int contentEnd, int next) {
        int length = contentEnd - begin;
        if (next > contentEnd && length > 0 && buffer[contentEnd - 1] == '\r') {
            length--;
        }
        if (length > maxLineBytes) {
            throw tooLong();
        }
        String line = new String(buffer, begin, length, charset);
        position += next - begin;
        begin = next;
        searched = next;
        return line;
    }

    private int fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            searched -= begin;
            begin = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end), position + end);
        if (count > 0) {
            end += count;
        }
        return count;
    }

    private ConnectException tooLong() {
        return new ConnectException(
                "expected lines of at most " + maxLineBytes + " bytes, found a longer one at position " + position
                        + " of " + path + " (" + FileSourceConfig.MAX_LINE_BYTES + " sets the limit)");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
