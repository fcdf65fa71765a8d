package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.MetadataRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a connection sends, it alone suffers. */
final class HostileFramesTest {

    @TempDir
    Path directory;

    private BrokerServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldSurviveTenThousandRandomFramesWhileAnotherClientWorks() throws Exception {
        // given
        server = TestServers.start(directory);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        Thread good = new Thread(() -> produceUntil(done, written), "good-client");
        good.start();

        // when
        System.gc();
        long heapBefore = usedHeap();
        try {
            int sent = 0;
            while (sent < 10_000) {
                try (RawConnection connection = new RawConnection(server)) {
                    for (int i = 0; i < 50; i++, sent++) {
                        connection.sendBytes(randomFrame(random));
                    }
                } catch (IOException e) {
                    sent++; // closed on us in the middle: as it should be
                }
            }
        } finally {
            done.set(true);
            good.join(30_000);
        }

        // then
        assertThat(written.get())
                .as("records of the good client, seed=%d", seed)
                .isPositive();
        await().atMost(Duration.ofSeconds(20)).until(() -> server.openConnections() == 0);
        System.gc();
        assertThat(usedHeap() - heapBefore).as("heap growth, seed=%d", seed).isLessThan(100L << 20);
        try (RawConnection connection = new RawConnection(server)) {
            connection.call(new MetadataRequest().setTopics(List.of()), 1);
        }
    }

    @Test
    void shouldCloseOnOversizedAndNegativeLengthsBeforeTheBytesCome() throws Exception {
        server = TestServers.start(directory, Map.of("socket.request.max.bytes", 10_000));
        for (int length : new int[] {10_001, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.sendBytes(ByteBuffer.allocate(4).putInt(length).array());
                assertThat(connection.isClosedByServer())
                        .as("length %d", length)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldCloseOnUnknownKeysAndVersions() throws Exception {
        server = TestServers.start(directory);
        int[][] keysAndVersions = {
            {-1, 0}, {4, 0}, {999, 0}, {Short.MAX_VALUE, 1}, {0, 2}, {0, 14}, {1, 3}, {3, 99}, {52, 0}
        };
        for (int[] keyAndVersion : keysAndVersions) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.sendBytes(ByteBuffer.allocate(4 + 11)
                        .putInt(11)
                        .putShort((short) keyAndVersion[0])
                        .putShort((short) keyAndVersion[1])
                        .putInt(1)
                        .putShort((short) -1)
                        .array());
                assertThat(connection.isClosedByServer())
                        .as("key %d version %d", keyAndVersion[0], keyAndVersion[1])
                        .isTrue();
            }
        }
    }

    @Test
    void shouldCloseAConnectionThatStopsInTheMiddleOfAFrameButNotOneBetweenFrames() throws Exception {
        server = TestServers.start(directory, Map.of("connections.max.stall.ms", 300));
        byte[] frame = RawConnection.frame(1, new MetadataRequest().setTopics(List.of()), 1);
        try (RawConnection quiet = new RawConnection(server);
                RawConnection inLength = new RawConnection(server);
                RawConnection inBody = new RawConnection(server)) {
            quiet.sendBytes(frame);
            quiet.readResponse(1, ApiKey.METADATA, 1);
            inLength.sendBytes(new byte[] {0, 0});
            inBody.sendBytes(java.util.Arrays.copyOf(frame, frame.length - 1));
            assertThat(inLength.isClosedByServer()).isTrue();
            assertThat(inBody.isClosedByServer()).isTrue();
            quiet.sendBytes(frame);
            quiet.readResponse(1, ApiKey.METADATA, 1);
        }
    }

    @Test
    void shouldNotAllocateWhatIsOnlyAnnounced() throws Exception {
        server = TestServers.start(directory);
        List<RawConnection> connections = new ArrayList<>();
        long before =
                io.netty.buffer.ByteBufAllocator.DEFAULT instanceof io.netty.buffer.ByteBufAllocatorMetricProvider m
                        ? m.metric().usedDirectMemory() + m.metric().usedHeapMemory()
                        : 0;
        try {
            for (int i = 0; i < 100; i++) {
                RawConnection connection = new RawConnection(server);
                connections.add(connection);
                // 100 MiB announced, 100 bytes sent: 10 GiB in all, were it believed
                connection.sendBytes(ByteBuffer.allocate(104).putInt(100 << 20).array());
            }
            await().until(() -> server.openConnections() == 100);
            try (RawConnection connection = new RawConnection(server)) {
                connection.call(new MetadataRequest().setTopics(List.of()), 1);
            }
            long after =
                    io.netty.buffer.ByteBufAllocator.DEFAULT instanceof io.netty.buffer.ByteBufAllocatorMetricProvider m
                            ? m.metric().usedDirectMemory() + m.metric().usedHeapMemory()
                            : 0;
            assertThat(after - before).isLessThan(256L << 20);
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    void shouldRefuseConnectionsBeyondTheLimits() throws Exception {
        server = TestServers.start(directory, Map.of("max.connections.per.ip", 2));
        try (RawConnection first = new RawConnection(server);
                RawConnection second = new RawConnection(server)) {
            first.call(new MetadataRequest().setTopics(List.of()), 1);
            second.call(new MetadataRequest().setTopics(List.of()), 1);
            try (RawConnection third = new RawConnection(server)) {
                assertThat(third.isClosedByServer()).isTrue();
            }
            first.call(new MetadataRequest().setTopics(List.of()), 1);
        }
        await().until(() -> server.openConnections() == 0);
        try (RawConnection later = new RawConnection(server)) {
            later.call(new MetadataRequest().setTopics(List.of()), 1);
        }
    }

    @Test
    void shouldCloseIdleConnections() throws Exception {
        server = TestServers.start(directory, Map.of("connections.max.idle.ms", 300));
        try (RawConnection connection = new RawConnection(server)) {
            connection.call(new MetadataRequest().setTopics(List.of()), 1);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void shouldRefuseClientSoftwareNamesThatAreNone() throws Exception {
        server = TestServers.start(directory);
        try (RawConnection connection = new RawConnection(server)) {
            var response = (io.tailrace.protocol.message.ApiVersionsResponse) connection.call(
                    new ApiVersionsRequest().setClientSoftwareName("{}").setClientSoftwareVersion("1"), 3);
            assertThat(response.errorCode()).isEqualTo(io.tailrace.protocol.ErrorCode.INVALID_REQUEST.code());
        }
    }

    /** Garbage of several degrees: noise, a good header with noise behind it, a good frame with flipped bits. */
    private byte[] randomFrame(Random random) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        List<ApiKey> keys = new ArrayList<>();
        server.broker().dispatcher().table().apis().forEach(api -> keys.add(api.key()));
        ApiKey key = keys.get(random.nextInt(keys.size()));
        int version = key.lowestVersion() + random.nextInt(key.highestVersion() - key.lowestVersion() + 1);
        if (kind == 1) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            return ByteBuffer.allocate(4 + 8 + body.length)
                    .putInt(8 + body.length)
                    .putShort(key.id())
                    .putShort((short) version)
                    .putInt(1)
                    .put(body)
                    .array();
        }
        byte[] frame = RawConnection.frame(1, key.newRequest(), version);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            int at = kind == 2 ? 8 + random.nextInt(frame.length - 8) : random.nextInt(frame.length);
            frame[at] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    private void produceUntil(AtomicBoolean done, AtomicInteger written) {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0))) {
            while (!done.get()) {
                producer.send(new ProducerRecord<>("good", "k", "v")).get();
                written.incrementAndGet();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError("the good client failed", e);
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
