package io.tailrace.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and cuts connections after a random number of answered bytes, so that requests arrive whose
 * answers are lost.
 *
 * <p><b>Threads:</b> two daemon threads a connection and one that accepts; methods from the test's thread.
 */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Random random;
    private volatile int targetPort;
    private volatile int maxAnswerBytes;

    CuttingProxy(long seed) throws IOException {
        random = new Random(seed);
        acceptor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return acceptor.getLocalPort();
    }

    void start(int port) {
        targetPort = port;
        daemon("proxy-acceptor", this::accept);
    }

    /** Cuts connections that are opened from now on after at most this many bytes of answers; 0 lets them be. */
    void cutWithin(int bytes) {
        maxAnswerBytes = bytes;
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
        open.forEach(CuttingProxy::closeQuietly);
    }

    private void accept() throws IOException {
        while (!acceptor.isClosed()) {
            Socket client = acceptor.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(client);
            open.add(server);
            int max = maxAnswerBytes;
            int limit = max == 0 ? Integer.MAX_VALUE : max / 4 + random.nextInt(max);
            daemon("proxy-requests", () -> copy(client, server, Integer.MAX_VALUE));
            daemon("proxy-answers", () -> copy(server, client, limit));
        }
    }

    private void copy(Socket from, Socket to, int limit) {
        byte[] buffer = new byte[64 * 1024];
        int left = limit;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (read >= left) {
                    cuts.incrementAndGet();
                    break;
                }
                left -= read;
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // the other direction closed both ends
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // closed
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
