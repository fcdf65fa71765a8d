package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;

/** Drains a decompressing stream into a buffer, up to a limit. */
final class StreamCopy {

    private static final int CHUNK_BYTES = 16 * 1024;

    private StreamCopy() {}

    static void drain(CompressionType type, InputStream from, ByteBuf out, int limitBytes) throws IOException {
        int room = limitBytes;
        while (true) {
            int read = out.writeBytes(from, Math.min(room, CHUNK_BYTES - 1) + 1);
            if (read < 0) {
                return;
            }
            room -= read;
            if (room < 0) {
                throw MalformedCompressionException.overLimit(type, limitBytes);
            }
        }
    }
}
