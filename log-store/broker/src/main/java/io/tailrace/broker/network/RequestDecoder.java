package io.tailrace.broker.network;

import io.netty.buffer.ByteBuf;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.frame.FrameDecoder;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame as request header and request.
 *
 * <p>An ApiVersions request of a version that is not served is no error: how else could a newer client learn which
 * versions are? Its header and body have an unknown shape, so only the fixed first fields are read and the handler sees
 * the unserved version (KIP-511).
 *
 * <p><b>Threads:</b> immutable.
 */
final class RequestDecoder {

    /** Key, version and correlation id: what every header of every version starts with. */
    private static final int FIXED_HEADER_BYTES = 2 + 2 + 4;

    private final RequestDispatcher dispatcher;
    private final FrameLimits limits;

    RequestDecoder(RequestDispatcher dispatcher, FrameLimits limits) {
        this.dispatcher = dispatcher;
        this.limits = limits;
    }

    /**
     * A decoded request.
     *
     * @param version the version that the client asked in, which is not a served one for an ApiVersions request from
     *     the future
     */
    record Decoded(
            ApiKey key,
            short version,
            int correlationId,
            @Nullable String clientId,
            ApiMessage request) {}

    /**
     * Decodes a frame, which stays the caller's.
     *
     * @throws BadFrameException if this is not a request that the broker serves
     */
    Decoded decode(ByteBuf frame) {
        if (frame.readableBytes() < FIXED_HEADER_BYTES) {
            throw new BadFrameException("expected a request header of at least " + FIXED_HEADER_BYTES
                    + " bytes, actual frame of " + frame.readableBytes());
        }
        int start = frame.readerIndex();
        short keyId = frame.getShort(start);
        limits.checkApi(frame.readableBytes(), keyId);
        short version = frame.getShort(start + 2);
        int correlationId = frame.getInt(start + 4);
        ApiKey key = ApiKey.forId(keyId);
        if (key == ApiKey.API_VERSIONS && !dispatcher.serves(key, version)) {
            return new Decoded(key, version, correlationId, null, new ApiVersionsRequest());
        }
        if (key == null || !dispatcher.serves(key, version)) {
            throw new BadFrameException("expected a served API key and version, actual key " + keyId
                    + (key == null ? "" : " (" + key + ")") + " version " + version);
        }
        return decodeServed(frame, key, version);
    }

    private Decoded decodeServed(ByteBuf frame, ApiKey key, short version) {
        ApiMessage request = key.newRequest();
        try {
            RequestHeader header = FrameDecoder.requestHeader(frame);
            limits.checkStructure(frame, key, version);
            request.read(frame, version);
            return new Decoded(key, version, header.correlationId(), header.clientId(), request);
        } catch (MalformedMessageException | IndexOutOfBoundsException e) {
            request.release();
            throw new BadFrameException(
                    "expected a " + key + " request version " + version + ", actual: " + e.getMessage(), e);
        }
    }
}
