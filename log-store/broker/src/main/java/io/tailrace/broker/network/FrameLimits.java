package io.tailrace.broker.network;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.codec.TaggedFields;
import io.tailrace.protocol.codec.WireReader;
import io.tailrace.protocol.message.ApiKey;

/**
 * How large a request may be. Records are slices of the frame and cost what they weigh, but everything else becomes
 * objects: three bytes of junk can ask for a topic with its name and its list of partitions, about 40 times as much. So
 * only a Produce request may use {@code socket.request.max.bytes}, and what it has around its records, like every
 * other request as a whole, has to keep to {@code socket.control.request.max.bytes}.
 *
 * <p><b>Threads:</b> immutable.
 */
final class FrameLimits {

    private static final String FIELD = "ProduceRequest";

    private final int maxBytes;
    private final int maxControlBytes;

    FrameLimits(int maxBytes, int maxControlBytes) {
        this.maxBytes = maxBytes;
        this.maxControlBytes = Math.min(maxBytes, maxControlBytes);
    }

    /** @throws BadFrameException if no request is that long */
    void checkLength(int length) {
        if (length < 0 || length > maxBytes) {
            throw new BadFrameException("expected a frame of 0 to " + maxBytes
                    + " bytes (socket.request.max.bytes), actual length " + length);
        }
    }

    /** @throws BadFrameException if a request of this API is not that long */
    void checkApi(int length, short apiKey) {
        if (length > maxControlBytes && apiKey != ApiKey.PRODUCE.id()) {
            ApiKey key = ApiKey.forId(apiKey);
            throw new BadFrameException("expected a request other than Produce of at most " + maxControlBytes
                    + " bytes (socket.control.request.max.bytes), actual length " + length + " with API key "
                    + apiKey + (key == null ? "" : " (" + key + ")"));
        }
    }

    /**
     * Walks over a large Produce request without making anything of it.
     *
     * @param body the request behind its header; its reader index stays
     * @throws BadFrameException if more than the limit of it is not records
     * @throws io.tailrace.protocol.codec.MalformedMessageException if it is no Produce request
     */
    void checkStructure(ByteBuf body, ApiKey key, short version) {
        if (key != ApiKey.PRODUCE || body.readableBytes() <= maxControlBytes) {
            return;
        }
        ByteBuf in = body.slice();
        boolean compact = version >= 9;
        boolean byId = version >= 13;
        WireReader.readString(in, compact, true, FIELD);
        WireReader.readInt16(in, FIELD);
        WireReader.readInt32(in, FIELD);
        long records = 0;
        int topics = WireReader.readArrayLength(in, 1, compact, false, FIELD);
        for (int topic = 0; topic < topics; topic++) {
            if (byId) {
                WireReader.readUuid(in, FIELD);
            } else {
                WireReader.readString(in, compact, false, FIELD);
            }
            int partitions = WireReader.readArrayLength(in, 1, compact, false, FIELD);
            for (int partition = 0; partition < partitions; partition++) {
                records += skipPartition(in, compact);
                checkStructureBytes(in.readerIndex() - records);
            }
            skipTags(in, compact);
            checkStructureBytes(in.readerIndex() - records);
        }
        checkStructureBytes(body.readableBytes() - records);
    }

    private static int skipPartition(ByteBuf in, boolean compact) {
        WireReader.readInt32(in, FIELD);
        int length = compact ? WireReader.readUnsignedVarint(in, FIELD) - 1 : WireReader.readInt32(in, FIELD);
        int skipped = Math.min(Math.max(0, length), in.readableBytes()); // a false length fails when it is decoded
        in.skipBytes(skipped);
        skipTags(in, compact);
        return skipped;
    }

    private static void skipTags(ByteBuf in, boolean compact) {
        if (compact) {
            TaggedFields.readUnknown(in, FIELD);
        }
    }

    private void checkStructureBytes(long bytes) {
        if (bytes > maxControlBytes) {
            throw new BadFrameException("expected a Produce request of at most " + maxControlBytes
                    + " bytes besides its records (socket.control.request.max.bytes), actual more");
        }
    }
}
