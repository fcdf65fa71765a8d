package io.tailrace.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.RequestHeader;
import io.tailrace.protocol.message.ResponseHeader;
import org.jspecify.annotations.Nullable;

/**
 * Puts a header and a message together into a frame. Record payloads are not copied, unless they are so small that
 * copying is cheaper than one more buffer to send.
 *
 * <pre>
 * length:int32 | header | message ... records ... message
 *                         '--one buffer--' '-slice-' '-one buffer-'
 * </pre>
 *
 * <p>The message is walked once: the length is filled in afterwards instead of being computed beforehand.
 *
 * <p><b>Threads:</b> stateless; message and frame belong to the caller.
 */
public final class FrameEncoder {

    /** Room for a small frame; the buffer grows by doubling. */
    private static final int INITIAL_CAPACITY_BYTES = 1024;

    private FrameEncoder() {}

    /**
     * Encodes a request; the header is made here.
     *
     * @throws io.tailrace.protocol.codec.UnsupportedFieldException if the request cannot be written in that version
     */
    public static EncodedFrame request(
            ByteBufAllocator allocator,
            int correlationId,
            @Nullable String clientId,
            ApiMessage request,
            short apiVersion) {
        RequestHeader header = new RequestHeader()
                .setRequestApiKey(request.apiKey())
                .setRequestApiVersion(apiVersion)
                .setCorrelationId(correlationId)
                .setClientId(clientId);
        return encode(allocator, header, apiOf(request).requestHeaderVersion(apiVersion), request, apiVersion);
    }

    /**
     * Encodes the response to the request with that correlation id.
     *
     * @throws io.tailrace.protocol.codec.UnsupportedFieldException if the response cannot be written in that version
     */
    public static EncodedFrame response(
            ByteBufAllocator allocator, int correlationId, ApiMessage response, short apiVersion) {
        ResponseHeader header = new ResponseHeader().setCorrelationId(correlationId);
        return encode(allocator, header, apiOf(response).responseHeaderVersion(apiVersion), response, apiVersion);
    }

    private static ApiKey apiOf(ApiMessage message) {
        ApiKey api = ApiKey.forId(message.apiKey());
        if (api == null) {
            throw new IllegalArgumentException("expected a request or response, actual "
                    + message.getClass().getSimpleName());
        }
        return api;
    }

    private static EncodedFrame encode(
            ByteBufAllocator allocator, ApiMessage header, short headerVersion, ApiMessage body, short bodyVersion) {
        ByteBuf out = allocator.buffer(INITIAL_CAPACITY_BYTES);
        RecordsCollector records = new RecordsCollector();
        try {
            out.writeInt(0);
            header.write(out, headerVersion);
            body.write(out, bodyVersion, records);
            int sizeBytes = Math.addExact(out.readableBytes(), records.sizeBytes());
            out.setInt(out.readerIndex(), sizeBytes - Integer.BYTES);
            return new EncodedFrame(records.spliceInto(out), sizeBytes);
        } catch (RuntimeException e) {
            records.release();
            out.release();
            throw e;
        }
    }
}
