package io.tailrace.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the byte stream of one connection into frames: a four-byte length, then as many bytes.
 *
 * <pre>
 *   +----------------+---------------------+----------------+----
 *   | length : int32 | request (length B)  | length : int32 | …
 *   +----------------+---------------------+----------------+----
 * </pre>
 *
 * A frame that lies whole in one read is a slice of that read. One that spans reads is collected in a buffer that grows
 * with the bytes that really came, so an announced length costs nothing. Frames are given out on demand: what has been read but not
 * asked for waits here, and the connection stops reading meanwhile.
 *
 * <p><b>Threads:</b> the event loop of the connection.
 */
final class FrameAssembler {

    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int FIRST_ALLOCATION_BYTES = 64 * 1024;

    private final FrameLimits limits;
    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>();

    /** Length digits read so far, and how many bytes of them. */
    private int length;

    private int lengthBytes;
    private @Nullable ByteBuf partial;

    FrameAssembler(FrameLimits limits, ByteBufAllocator allocator) {
        this.limits = limits;
        this.allocator = allocator;
    }

    /** Takes ownership of bytes read from the connection. */
    void offer(ByteBuf chunk) {
        if (chunk.isReadable()) {
            chunks.add(chunk);
        } else {
            chunk.release();
        }
    }

    /** Whether bytes of a frame have come and others are missing. */
    boolean midFrame() {
        return chunks.isEmpty() && (lengthBytes > 0 || partial != null);
    }

    /** Bytes that wait here and that {@link #poll} has not looked at. */
    long backlogBytes() {
        long bytes = 0;
        for (ByteBuf chunk : chunks) {
            bytes += chunk.readableBytes();
        }
        return bytes;
    }

    /**
     * The next complete frame without its length, owned by the caller; null until more bytes are offered.
     *
     * @throws BadFrameException if the length is negative or beyond a limit
     */
    @Nullable
    ByteBuf poll() {
        while (!chunks.isEmpty()) {
            ByteBuf chunk = chunks.peek();
            ByteBuf frame = partial == null ? startFrame(chunk) : continueFrame(partial, chunk);
            if (!chunk.isReadable()) {
                chunks.remove().release();
            }
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }

    void release() {
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }

    private @Nullable ByteBuf startFrame(ByteBuf chunk) {
        while (lengthBytes < LENGTH_BYTES && chunk.isReadable()) {
            length = length << Byte.SIZE | chunk.readUnsignedByte();
            lengthBytes++;
        }
        if (lengthBytes < LENGTH_BYTES) {
            return null;
        }
        limits.checkLength(length);
        int size = length;
        if (chunk.readableBytes() >= size) {
            length = 0;
            lengthBytes = 0;
            return chunk.readRetainedSlice(size);
        }
        ByteBuf collecting = allocator.buffer(Math.min(size, FIRST_ALLOCATION_BYTES), size);
        collecting.writeBytes(chunk);
        partial = collecting;
        checkApi(collecting, 0);
        return null;
    }

    private @Nullable ByteBuf continueFrame(ByteBuf collecting, ByteBuf chunk) {
        int before = collecting.readableBytes();
        int missing = length - before;
        collecting.writeBytes(chunk, Math.min(missing, chunk.readableBytes()));
        checkApi(collecting, before);
        if (collecting.readableBytes() < length) {
            return null;
        }
        partial = null;
        length = 0;
        lengthBytes = 0;
        return collecting;
    }

    /** Once, as soon as the API key has come: a frame too large for its API is not collected to its end. */
    private void checkApi(ByteBuf collecting, int lookedAtBytes) {
        if (lookedAtBytes < Short.BYTES && collecting.readableBytes() >= Short.BYTES) {
            limits.checkApi(length, collecting.getShort(collecting.readerIndex()));
        }
    }
}
