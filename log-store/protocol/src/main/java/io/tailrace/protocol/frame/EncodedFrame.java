package io.tailrace.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.List;

/**
 * A frame ready to be sent: buffers to write one after another, the int32 length first. Large {@code records} are
 * buffers of their own that share the memory of the message they come from, each with a reference of its own: the
 * message may be released at once, but the bytes must stay unchanged until the frame is sent.
 *
 * <p>Whoever has the frame owns one reference to each buffer: write every buffer to a channel, or call
 * {@link #release()}.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class EncodedFrame {

    private final List<ByteBuf> buffers;
    private final int sizeBytes;

    EncodedFrame(List<ByteBuf> buffers, int sizeBytes) {
        this.buffers = List.copyOf(buffers);
        this.sizeBytes = sizeBytes;
    }

    /** The buffers in the order they are to be sent; never empty. */
    public List<ByteBuf> buffers() {
        return buffers;
    }

    /** Number of bytes in all buffers, the four of the length among them. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Hands the buffers over as one, without copying; this frame must not be used any more. */
    public ByteBuf asOne(ByteBufAllocator allocator) {
        if (buffers.size() == 1) {
            return buffers.get(0);
        }
        CompositeByteBuf all = allocator.compositeBuffer(buffers.size());
        return all.addComponents(true, buffers);
    }

    /** Gives the buffers back unsent. */
    public void release() {
        buffers.forEach(ByteBuf::release);
    }
}
