package io.tailrace.clients.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Connection;
import io.tailrace.protocol.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections over TCP. Requests are encoded and responses decoded on the one event loop of the transport; record
 * payloads go from the producer's buffers to the socket, and from the socket's buffers to the consumer, without a copy.
 *
 * <p>A response longer than {@value #MAX_RESPONSE_BYTES} bytes, or one that makes no sense, ends its connection.
 *
 * <p><b>Threads:</b> any; the event loop is one daemon thread.
 */
public final class TcpTransport implements Transport {

    /** Most bytes of a response; a fetch asks for less. */
    static final int MAX_RESPONSE_BYTES = 512 * 1024 * 1024;

    private static final long SHUTDOWN_LIMIT_MS = 1_000;

    private final String clientId;
    private final int sendBufferBytes;
    private final int receiveBufferBytes;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final HostResolver resolver = new HostResolver();
    private final LoopScheduler scheduler;
    private volatile boolean closed;

    /**
     * @param threadName what the event loop's thread is called
     * @param clientId goes into the header of every request
     * @param sendBufferBytes size of a socket's send buffer, or -1 for the system's choice
     * @param receiveBufferBytes size of a socket's receive buffer, or -1 for the system's choice
     */
    public TcpTransport(String threadName, String clientId, int sendBufferBytes, int receiveBufferBytes) {
        this.clientId = clientId;
        this.sendBufferBytes = sendBufferBytes;
        this.receiveBufferBytes = receiveBufferBytes;
        this.group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(threadName, true), NioIoHandler.newFactory());
        this.loop = group.next();
        this.scheduler = new LoopScheduler(loop, MachineClock.INSTANCE);
    }

    /** The event loop, for the logic of the client that has this transport. It ends with the transport. */
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the action completes the result either way
    public CompletableFuture<Connection> connect(String host, int port) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        if (closed) {
            result.completeExceptionally(new IOException("the transport is closed"));
            return result;
        }
        resolver.resolve(host).whenComplete((addresses, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                tryNext(addresses, 0, port, host, null, result);
            }
        });
        return result;
    }

    private void tryNext(
            List<InetAddress> addresses,
            int at,
            int port,
            String host,
            @Nullable Throwable lastFailure,
            CompletableFuture<Connection> result) {
        if (at == addresses.size()) {
            String reason = lastFailure == null ? "no address" : ConnectFailure.reason(lastFailure);
            result.completeExceptionally(new IOException(reason, lastFailure));
            return;
        }
        try {
            open(new InetSocketAddress(addresses.get(at), port), host + ":" + port, opened -> {
                if (opened.failure() == null && opened.connection() != null) {
                    if (!result.complete(opened.connection())) {
                        opened.connection().close();
                    }
                } else {
                    tryNext(addresses, at + 1, port, host, opened.failure(), result);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(new IOException("the transport is closed", e));
        }
    }

    /** One of the two is null. */
    private record Opened(
            @Nullable TcpConnection connection, @Nullable Throwable failure) {}

    private void open(InetSocketAddress address, String name, Consumer<Opened> then) {
        TcpConnection connection = new TcpConnection(clientId, name);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(
                                        MAX_RESPONSE_BYTES, 0, Integer.BYTES, 0, Integer.BYTES))
                                .addLast(connection);
                    }
                });
        if (sendBufferBytes > 0) {
            bootstrap.option(ChannelOption.SO_SNDBUF, sendBufferBytes);
        }
        if (receiveBufferBytes > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBufferBytes);
        }
        ChannelFuture attempt = bootstrap.connect(address);
        attempt.addListener(future -> {
            Channel channel = attempt.channel();
            if (future.isSuccess()) {
                connection.opened(channel);
                then.accept(new Opened(connection, null));
            } else {
                then.accept(new Opened(null, future.cause()));
            }
        });
    }

    /** Ends the event loop, and with it every connection; does not wait. Tasks that are due still run. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
    public void close() {
        closed = true;
        group.shutdownGracefully(0, SHUTDOWN_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private enum MachineClock implements Clock {
        INSTANCE;

        @Override
        public long wallMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }
}
