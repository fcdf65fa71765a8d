package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * One compression format. Implementations are stateless, or keep scratch memory per thread.
 *
 * <p><b>Threads:</b> any.
 */
interface Codec {

    /** Reads all of {@code in} and appends its compressed form to {@code out}. */
    void compress(ByteBuf in, ByteBuf out, int level) throws IOException;

    /**
     * Reads all of {@code in} and appends its plain form to {@code out}.
     *
     * @param limitBytes most that may be appended
     * @throws MalformedCompressionException if there would be more, or if the format is violated
     * @throws IOException if the format is violated
     */
    void decompress(ByteBuf in, ByteBuf out, int limitBytes) throws IOException;

    int defaultLevel();

    int minLevel();

    int maxLevel();
}
