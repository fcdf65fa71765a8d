package io.tailrace.clients.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.frame.EncodedFrame;
import io.tailrace.protocol.frame.FrameDecoder;
import io.tailrace.protocol.frame.FrameEncoder;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.transport.Connection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: numbers the requests, and gives each response to the oldest request that waits. A response with
 * another number than that request's is a broken peer, and ends the connection.
 *
 * <p><b>Threads:</b> {@code send} and {@code close} from any thread, the rest on the event loop, which owns the queue of
 * requests.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which fails the requests
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> implements Connection {

    private record Waiting(int correlationId, ApiKey api, short version, CompletableFuture<ApiMessage> future) {}

    private final String clientId;
    private final String address;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable Channel channel;
    private int nextCorrelationId;
    private @Nullable Throwable failure;

    TcpConnection(String clientId, String address) {
        this.clientId = clientId;
        this.address = address;
    }

    void opened(Channel open) {
        channel = open;
    }

    @Override
    public CompletableFuture<ApiMessage> send(ApiMessage request, short apiVersion) {
        CompletableFuture<ApiMessage> future = new CompletableFuture<>();
        Channel open = channel;
        if (open == null) {
            future.completeExceptionally(ended());
        } else if (open.eventLoop().inEventLoop()) {
            transmit(open, request, apiVersion, future);
        } else {
            try {
                open.eventLoop().execute(() -> transmit(open, request, apiVersion, future));
            } catch (RejectedExecutionException e) {
                future.completeExceptionally(ended());
            }
        }
        return future;
    }

    private void transmit(Channel open, ApiMessage request, short version, CompletableFuture<ApiMessage> future) {
        ApiKey api = ApiKey.forId(request.apiKey());
        if (api == null || !open.isActive()) {
            future.completeExceptionally(ended());
            return;
        }
        int correlationId = nextCorrelationId++;
        EncodedFrame frame;
        try {
            frame = FrameEncoder.request(open.alloc(), correlationId, clientId, request, version);
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            return;
        }
        boolean answered = !(request instanceof ProduceRequest produce && produce.acks() == 0);
        if (answered) {
            waiting.add(new Waiting(correlationId, api, version, future));
        }
        ChannelFuture written = write(open, frame);
        if (!answered) {
            written.addListener(done -> {
                if (done.isSuccess()) {
                    future.complete(new ProduceResponse());
                } else {
                    future.completeExceptionally(ended());
                }
            });
        }
    }

    private static ChannelFuture write(Channel open, EncodedFrame frame) {
        List<ByteBuf> buffers = frame.buffers();
        int last = buffers.size() - 1;
        for (int i = 0; i < last; i++) {
            open.write(buffers.get(i), open.voidPromise());
        }
        return open.writeAndFlush(buffers.get(last));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) throws IOException {
        Waiting oldest = waiting.poll();
        if (oldest == null) {
            throw new IOException("expected no response, actual bytes=" + frame.readableBytes());
        }
        ApiMessage response;
        try {
            int correlationId = FrameDecoder.correlationId(frame, oldest.api(), oldest.version());
            if (correlationId != oldest.correlationId()) {
                throw new IOException(
                        "expected the response to request " + oldest.correlationId() + ", actual=" + correlationId);
            }
            response = FrameDecoder.responseBody(frame, oldest.api(), oldest.version());
        } catch (IOException | RuntimeException e) {
            waiting.addFirst(oldest);
            throw e;
        }
        oldest.future().complete(response);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Iterator<Waiting> lost = List.copyOf(waiting).iterator();
        waiting.clear();
        IOException reason = ended();
        lost.forEachRemaining(request -> request.future().completeExceptionally(reason));
        closed.complete(null);
        context.fireChannelInactive();
    }

    private IOException ended() {
        Throwable cause = failure;
        String why = cause == null ? "closed" : String.valueOf(cause.getMessage());
        return new IOException("connection to " + address + " has ended: " + why, cause);
    }

    @Override
    public boolean isOpen() {
        Channel open = channel;
        return open != null && open.isActive();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "TcpConnection(" + address + ")";
    }
}
