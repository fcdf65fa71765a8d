package io.tailrace.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.tailrace.broker.delayed.Completions;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.frame.EncodedFrame;
import io.tailrace.protocol.frame.FrameEncoder;
import io.tailrace.protocol.message.ApiKey;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes frames, dispatches requests in order, and sends responses in that same order, however the
 * handlers finish.
 *
 * <p>The next frame is taken only while the connection is within its limits of requests and bytes under way, its peer
 * takes what was sent to it, and no Fetch waits for data (whatever would come behind a waiting Fetch is answered behind
 * it anyway, and so one connection never holds more than one large response). Otherwise it is read a little ahead, so
 * that its end is noticed, and then no more: TCP tells the peer. Anything malformed closes the connection with one log
 * line.
 *
 * <p>Life cycle: open, then optionally draining (takes no more requests, answers those under way), then closed.
 *
 * <p><b>Threads:</b> the event loop of the connection. Responses may complete elsewhere; they are handed over to the
 * event loop, several with one hand-over.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and channelInactive tells
final class RequestPipeline extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

    /** How much is read ahead of what may be served: a connection that is not read from at all cannot be seen to close. */
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private final RequestDispatcher dispatcher;
    private final RequestDecoder decoder;
    private final NetworkConfig limits;
    private final FrameLimits frameLimits;
    private final String listener;
    private final Complaints complaints;
    private final ArrayDeque<Exchange> inFlight = new ArrayDeque<>();
    private final AtomicBoolean drainSubmitted = new AtomicBoolean();

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable FrameAssembler frames;
    private @Nullable RequestContext peer;
    private long inFlightBytes;
    private boolean pumping;
    private boolean inReadBurst;
    private boolean unflushed;
    private boolean draining;
    private boolean closed;

    RequestPipeline(RequestDispatcher dispatcher, NetworkConfig limits, String listener, Complaints complaints) {
        this.dispatcher = dispatcher;
        this.frameLimits = new FrameLimits(limits.maxRequestBytes(), limits.maxControlRequestBytes());
        this.decoder = new RequestDecoder(dispatcher, frameLimits);
        this.limits = limits;
        this.listener = listener;
        this.complaints = complaints;
    }

    /** A request under way and its place in the order of responses. */
    private record Exchange(
            ApiKey key,
            short version,
            int correlationId,
            int frameBytes,
            boolean answered,
            CompletableFuture<ApiMessage> response) {}

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        frames = new FrameAssembler(frameLimits, context.alloc());
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        peer = new RequestContext(
                remote + "-" + context.channel().id().asShortText(),
                null,
                "/" + remote.getAddress().getHostAddress(),
                listener,
                context.executor());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closed || draining) {
            ((ByteBuf) message).release();
            return;
        }
        inReadBurst = true;
        frames.offer((ByteBuf) message);
        pump();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        inReadBurst = false;
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle) {
            onIdle(idle);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(cause instanceof java.io.IOException ? null : cause);
    }

    /** Answers what is under way, then closes. On the event loop. */
    void drainAndClose() {
        draining = true;
        if (inFlight.isEmpty()) {
            close(null);
        } else {
            updateReading();
        }
    }

    private void onIdle(IdleStateEvent event) {
        boolean stalled = frames.midFrame();
        switch (event.state()) {
            case READER_IDLE -> {
                if (stalled && inFlight.isEmpty()) {
                    close(new BadFrameException("expected the rest of a frame within " + limits.stalledFrameTimeoutMs()
                            + " ms, actual: nothing came"));
                }
            }
            case ALL_IDLE -> {
                if (inFlight.isEmpty()) {
                    LOG.debug("Closing idle connection {}", peer.connectionId());
                    close(null);
                }
            }
            case WRITER_IDLE -> {
                // not asked for
            }
        }
    }

    /** Takes and serves frames while the limits allow, and sends what has been answered meanwhile. */
    private void pump() {
        if (pumping || closed) {
            return;
        }
        pumping = true;
        try {
            sendCompleted();
            while (accepting()) {
                ByteBuf frame = frames.poll();
                if (frame == null) {
                    break;
                }
                serve(frame);
                sendCompleted();
            }
        } catch (BadFrameException e) {
            close(e);
        } finally {
            pumping = false;
        }
        if (!closed) {
            updateReading();
            if (!inReadBurst) {
                flush();
            }
        }
    }

    private boolean accepting() {
        if (closed || draining || !ctx.channel().isWritable()) {
            return false;
        }
        Exchange last = inFlight.peekLast();
        return last == null
                || (inFlight.size() < limits.maxInFlightRequests()
                        && inFlightBytes < limits.maxInFlightBytes()
                        && last.key() != ApiKey.FETCH);
    }

    private void updateReading() {
        boolean read = !draining && frames.backlogBytes() < READ_AHEAD_BYTES;
        if (ctx.channel().config().isAutoRead() != read) {
            ctx.channel().config().setAutoRead(read);
        }
    }

    private void serve(ByteBuf frame) {
        int frameBytes = frame.readableBytes();
        RequestDecoder.Decoded decoded;
        try {
            decoded = decoder.decode(frame);
        } finally {
            frame.release();
        }
        ApiMessage request = decoded.request();
        boolean answered = dispatcher.answers(request);
        CompletableFuture<ApiMessage> response =
                dispatcher.dispatch(peer.withClientId(decoded.clientId()), request, decoded.version());
        inFlight.add(new Exchange(
                decoded.key(), decoded.version(), decoded.correlationId(), frameBytes, answered, response));
        inFlightBytes += frameBytes;
        Completions.whenDone(response, (message, failure) -> {
            request.release();
            if (!ctx.executor().inEventLoop() || !pumping) {
                submitDrain();
            }
        });
    }

    private void submitDrain() {
        if (drainSubmitted.compareAndSet(false, true)) {
            ctx.executor().execute(() -> {
                drainSubmitted.set(false);
                pump();
            });
        }
    }

    /** Sends the responses at the head of the order that are there. */
    private void sendCompleted() {
        Exchange head = inFlight.peek();
        while (head != null && head.response().isDone() && !closed) {
            inFlight.remove();
            inFlightBytes -= head.frameBytes();
            if (head.response().isCompletedExceptionally()) {
                close(failureOf(head));
                return;
            }
            send(head, head.response().join());
            head = inFlight.peek();
        }
        if (draining && inFlight.isEmpty() && !closed) {
            flush();
            close(null);
        }
    }

    private void send(Exchange exchange, ApiMessage response) {
        if (!exchange.answered()) {
            response.release();
            return;
        }
        // An ApiVersions request of an unserved version is answered in version 0, which every client can read.
        boolean served = dispatcher.serves(exchange.key(), exchange.version());
        short version = served ? exchange.version() : 0;
        try {
            EncodedFrame frame = FrameEncoder.response(ctx.alloc(), exchange.correlationId(), response, version);
            frame.buffers().forEach(buffer -> ctx.write(buffer, ctx.voidPromise()));
            unflushed = true;
        } catch (RuntimeException e) {
            LOG.error(
                    "Response to {} version {} could not be written; closing connection {}",
                    exchange.key(),
                    version,
                    peer.connectionId(),
                    e);
            close(null);
        } finally {
            response.release();
        }
    }

    private static Throwable failureOf(Exchange exchange) {
        try {
            exchange.response().join();
            throw new IllegalStateException("expected a failed response");
        } catch (java.util.concurrent.CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private void flush() {
        if (unflushed && !closed) {
            unflushed = false;
            ctx.flush();
        }
    }

    private void close(@Nullable Throwable cause) {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        if (cause != null) {
            complaints.closing(peer.connectionId(), cause);
        }
        frames.release();
        for (Exchange exchange : inFlight) {
            // Nobody is left to send it to.
            Completions.whenDone(exchange.response(), (response, failure) -> {
                if (response != null) {
                    response.release();
                }
            });
        }
        inFlight.clear();
        dispatcher.disconnected(peer);
        ctx.close();
    }
}
