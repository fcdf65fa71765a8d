package io.tailrace.broker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.frame.FrameDecoder;
import io.tailrace.protocol.frame.FrameEncoder;
import io.tailrace.protocol.message.ApiKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A plain socket that sends whatever it is told to, and reads frames. */
final class RawConnection implements AutoCloseable {

    private static final ByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;

    private final Socket socket;
    private final DataInputStream in;

    RawConnection(BrokerServer server) throws IOException {
        socket = new Socket(
                InetAddress.getLoopbackAddress(), server.endpoints().get(0).port());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A request as bytes with its length. */
    static byte[] frame(int correlationId, ApiMessage request, int version) {
        ByteBuf frame = FrameEncoder.request(HEAP, correlationId, "raw", request, (short) version)
                .asOne(HEAP);
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    void send(int correlationId, ApiMessage request, int version) throws IOException {
        sendBytes(frame(correlationId, request, version));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The bytes of the next frame without its length. */
    byte[] readFrame() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    /** The next response; fails if it does not answer the request with that correlation id, or is not read to its end. */
    ApiMessage readResponse(int correlationId, ApiKey api, int version) throws IOException {
        ByteBuf frame = Unpooled.wrappedBuffer(readFrame());
        int actual = FrameDecoder.correlationId(frame, api, (short) version);
        if (actual != correlationId) {
            throw new AssertionError("expected correlation id " + correlationId + ", actual " + actual);
        }
        ApiMessage response = FrameDecoder.responseBody(frame, api, (short) version);
        if (frame.isReadable()) {
            throw new AssertionError(frame.readableBytes() + " bytes behind the response to " + api + " v" + version);
        }
        return response;
    }

    ApiMessage call(ApiMessage request, int version) throws IOException {
        send(7, request, version);
        return readResponse(7, ApiKey.forId(request.apiKey()), version);
    }

    /** Whether the server closes the connection without sending anything more. */
    boolean isClosedByServer() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException e) {
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset: the server closed while bytes were under way
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
