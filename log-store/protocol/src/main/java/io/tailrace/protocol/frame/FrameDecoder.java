package io.tailrace.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.RequestHeader;
import io.tailrace.protocol.message.ResponseHeader;

/**
 * Takes frames apart. A frame is what follows the int32 length; bytes after the message are ignored, as Kafka does.
 *
 * <p>A broker reads the header, looks whether it serves that API and version, and then reads the body; so that it can
 * answer an ApiVersions request of a version it does not know, as KIP-511 demands. Record payloads become slices of
 * the frame with a reference of their own: the frame may be released when the message has been read.
 *
 * <p><b>Threads:</b> stateless; the buffer belongs to the caller.
 */
public final class FrameDecoder {

    private FrameDecoder() {}

    /**
     * Reads the header of a request.
     *
     * @return the header; its key is that of an {@link ApiKey}, its version may be any
     * @throws MalformedMessageException if there is no such API, or no header
     */
    public static RequestHeader requestHeader(ByteBuf frame) {
        int start = frame.readerIndex();
        if (frame.readableBytes() < 2 * Short.BYTES) {
            throw new MalformedMessageException(
                    "expected a request header, actual " + frame.readableBytes() + " bytes");
        }
        ApiKey api = api(frame.getShort(start));
        short headerVersion = api.requestHeaderVersion(frame.getShort(start + Short.BYTES));
        RequestHeader header = new RequestHeader();
        header.read(frame, headerVersion);
        return header;
    }

    /**
     * Reads the body of a request whose header has been read.
     *
     * @throws MalformedMessageException if the version is not supported or the body is not that of such a request
     */
    public static ApiMessage requestBody(ByteBuf frame, RequestHeader header) {
        ApiMessage request = api(header.requestApiKey()).newRequest();
        request.read(frame, header.requestApiVersion());
        return request;
    }

    /** Reads the header of a response to a request of this API and version. Returns the correlation id. */
    public static int correlationId(ByteBuf frame, ApiKey api, short apiVersion) {
        ResponseHeader header = new ResponseHeader();
        header.read(frame, api.responseHeaderVersion(apiVersion));
        return header.correlationId();
    }

    /**
     * Reads the body of a response whose header has been read. A broker that does not know the version of an
     * ApiVersions request answers in version 0, with {@link ErrorCode#UNSUPPORTED_VERSION}.
     *
     * @throws MalformedMessageException if the body is not that of such a response
     */
    public static ApiMessage responseBody(ByteBuf frame, ApiKey api, short apiVersion) {
        boolean isFallback = api == ApiKey.API_VERSIONS
                && frame.readableBytes() >= Short.BYTES
                && frame.getShort(frame.readerIndex()) == ErrorCode.UNSUPPORTED_VERSION.code();
        ApiMessage response = api.newResponse();
        response.read(frame, isFallback ? 0 : apiVersion);
        return response;
    }

    private static ApiKey api(short id) {
        ApiKey api = ApiKey.forId(id);
        if (api == null) {
            throw new MalformedMessageException("expected the key of an API, actual " + id);
        }
        return api;
    }
}
