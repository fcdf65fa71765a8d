package io.tailrace.clients.network;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up away from the event loop, because the system's resolver blocks. Every address of a name is returned, in
 * the system's order. At most {@value #THREADS} lookups run at a time in the process and {@value #MAX_QUEUED} wait; more
 * fail at once, and are tried again with the connection.
 *
 * <p><b>Threads:</b> any; futures complete on a resolver thread, or at once for a literal address.
 */
final class HostResolver {

    private static final int THREADS = 2;
    private static final int MAX_QUEUED = 1_000;
    private static final long KEEP_ALIVE_S = 10;

    private static final ThreadPoolExecutor POOL = pool();

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                KEEP_ALIVE_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_QUEUED),
                new DefaultThreadFactory("tailrace-dns", true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    CompletableFuture<List<InetAddress>> resolve(String host) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
        try {
            if (literal != null) {
                result.complete(List.of(InetAddress.getByAddress(host, literal)));
            } else {
                POOL.execute(() -> lookUp(host, result));
            }
        } catch (UnknownHostException | RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> result) {
        try {
            result.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            UnknownHostException plain = new UnknownHostException(host);
            plain.initCause(e);
            result.completeExceptionally(plain);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
