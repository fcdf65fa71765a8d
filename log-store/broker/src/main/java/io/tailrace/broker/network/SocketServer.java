package io.tailrace.broker.network;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.protocol.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on the configured addresses and gives each a {@link RequestPipeline}. Uses epoll where the
 * system has it, else Java NIO.
 *
 * <p>Life cycle: {@link #bind} once, later {@link #stopAccepting}, {@link #beginDrain},
 * {@link #awaitDrained} and {@link #close}.
 *
 * <p><b>Threads:</b> life-cycle calls from one thread; connections live on the event loops.
 */
@SuppressWarnings("FutureReturnValueIgnored") // that a channel has closed is heard through its closeFuture
public final class SocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);
    private static final int MAX_READ_BYTES = 256 * 1024;

    private final NetworkConfig config;
    private final RequestDispatcher dispatcher;
    private final Complaints complaints;
    private final ConnectionCensus census;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final List<Channel> acceptors = new ArrayList<>();
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup loops;
    private volatile boolean accepting = true;

    public SocketServer(NetworkConfig config, RequestDispatcher dispatcher, Clock clock) {
        this.config = config;
        this.dispatcher = dispatcher;
        this.complaints = new Complaints(clock);
        this.census = new ConnectionCensus(config.maxConnections(), config.maxConnectionsPerIp());
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(
                config.threads(), new DefaultThreadFactory("tailrace-network", true), io);
    }

    /**
     * Listens on an address. Requests that come in through it carry its listener name.
     *
     * @return the endpoint with the port that the system chose, if it was asked to
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public Endpoint bind(Endpoint endpoint) {
        InetSocketAddress address = endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
        try {
            Channel acceptor = bootstrap(endpoint.listener())
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
            acceptors.add(acceptor);
            int port = ((InetSocketAddress) acceptor.localAddress()).getPort();
            return new Endpoint(endpoint.listener(), endpoint.host(), port);
        } catch (Exception e) { // Netty throws checked exceptions undeclared
            throw new UncheckedIOException(new IOException("cannot listen on " + endpoint + ": " + e.getMessage(), e));
        }
    }

    /** Connections that are open now. */
    public int openConnections() {
        return census.open();
    }

    /** Closes the listening sockets; open connections go on. */
    public void stopAccepting() {
        accepting = false;
        acceptors.forEach(acceptor -> acceptor.close().syncUninterruptibly());
        acceptors.clear();
    }

    /** Lets every connection answer what is under way and then close; none takes another request. */
    public void beginDrain() {
        for (SocketChannel channel : connections) {
            channel.eventLoop().execute(() -> {
                RequestPipeline pipeline = channel.pipeline().get(RequestPipeline.class);
                if (pipeline != null) {
                    pipeline.drainAndClose();
                }
            });
        }
    }

    /** Waits until every connection is closed, at most for the given time; then closes the others. */
    public void awaitDrained(long timeoutMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        for (SocketChannel channel : List.copyOf(connections)) {
            long leftNanos = deadline - System.nanoTime();
            if (!channel.closeFuture().awaitUninterruptibly(Math.max(0, leftNanos), TimeUnit.NANOSECONDS)) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        stopAccepting();
        connections.forEach(Channel::close);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    private ServerBootstrap bootstrap(String listener) {
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 8 * 1024, MAX_READ_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, listener);
                    }
                });
        if (config.sendBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, config.sendBufferBytes());
        }
        if (config.receiveBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_RCVBUF, config.receiveBufferBytes());
        }
        return bootstrap;
    }

    private void accept(SocketChannel channel, String listener) {
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null || !accepting) {
            channel.close();
            return;
        }
        InetAddress address = remote.getAddress();
        String refusal = census.admit(address);
        if (refusal != null) {
            complaints.refusing(remote.toString(), refusal);
            channel.close();
            return;
        }
        connections.add(channel);
        channel.closeFuture().addListener(done -> {
            connections.remove(channel);
            census.leave(address);
        });
        LOG.debug("Accepted connection of {} on listener {}", remote, listener);
        channel.pipeline()
                .addLast(new IdleStateHandler(
                        config.stalledFrameTimeoutMs(), 0, config.idleTimeoutMs(), TimeUnit.MILLISECONDS))
                .addLast(new RequestPipeline(dispatcher, config, listener, complaints));
    }
}
