package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.DescribeConfigsRequest;
import io.tailrace.protocol.message.DescribeConfigsResponse;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.FindCoordinatorRequest;
import io.tailrace.protocol.message.FindCoordinatorResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are small on the wire and would be large in memory. */
final class RequestSizeTest {

    /** Far below the default, since buffers under leak detection are slow to read. */
    private static final int CONTROL_MAX_BYTES = 128 << 10;

    @TempDir
    Path directory;

    private BrokerServer server;

    @BeforeEach
    void start() {
        server = TestServers.start(directory, Map.of("socket.control.request.max.bytes", CONTROL_MAX_BYTES));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldCloseOnALargeRequestOfAnyApiButProduceAsSoonAsItsKeyHasCome() throws Exception {
        for (ApiKey key : List.of(ApiKey.METADATA, ApiKey.FETCH, ApiKey.JOIN_GROUP, ApiKey.OFFSET_COMMIT)) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.sendBytes(ByteBuffer.allocate(4 + 8)
                        .putInt(CONTROL_MAX_BYTES + 1)
                        .putShort(key.id())
                        .putShort(key.highestVersion())
                        .putInt(1)
                        .array());
                assertThat(connection.isClosedByServer()).as(key.toString()).isTrue();
            }
        }
    }

    @Test
    void shouldTakeAProduceRequestThatIsLargeByItsRecords() throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("batch.size", 900_000))) {
            String value = "x".repeat(800_000); // several times the limit of everything else
            assertThat(producer.send(new ProducerRecord<>("large", value)).get().offset())
                    .isZero();
        }
    }

    @Test
    void shouldTakeARequestOfTheLargestSize() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            byte[] frame = RawConnection.frame(1, new MetadataRequest().setTopics(List.of()), 1);
            ByteBuffer padded = ByteBuffer.allocate(4 + CONTROL_MAX_BYTES); // bytes behind a message are ignored
            padded.put(frame).putInt(0, CONTROL_MAX_BYTES);
            connection.sendBytes(padded.array());
            connection.readResponse(1, ApiKey.METADATA, 1);
        }
    }

    @Test
    void shouldCloseOnAProduceRequestThatIsLargeBesidesItsRecords() throws Exception {
        for (int version = 3; version <= 13; version++) {
            try (RawConnection connection = new RawConnection(server)) {
                try {
                    connection.sendBytes(emptyTopics(version, 2 * CONTROL_MAX_BYTES));
                } catch (IOException e) {
                    continue; // closed while this was being sent
                }
                assertThat(connection.isClosedByServer())
                        .as("Produce version %d", version)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldKeepItsMemoryWhileJunkThatGrowsInMemoryPoursIn() throws Exception {
        // given
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        Thread good = new Thread(() -> produceUntil(done, written), "good-client");
        good.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> written.get() > 0);
        long heapBefore = usedHeap();
        long buffersBefore = usedBuffers();
        byte[] produce = emptyTopics(9, 4 << 20);
        byte[] metadata = sameTopic(CONTROL_MAX_BYTES - 100);

        // when
        int writtenBefore = written.get();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] junk = i % 2 == 0 ? produce : metadata;
            Thread attacker = new Thread(() -> pour(junk, 10), "attacker-" + i);
            attacker.start();
            attackers.add(attacker);
        }
        for (Thread attacker : attackers) {
            attacker.join(60_000);
        }

        // then
        await().atMost(Duration.ofSeconds(20)).until(() -> written.get() > writtenBefore + 10);
        done.set(true);
        good.join(30_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.openConnections() == 0);
        assertThat(usedHeap() - heapBefore).as("heap growth").isLessThan(32L << 20);
        assertThat(usedBuffers() - buffersBefore).as("growth of buffers").isLessThan(128L << 20);
    }

    @Test
    void shouldAnswerOnceWhatIsAskedAThousandTimes() throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic("t", 50, (short) 1))).all().get();
        }
        try (RawConnection connection = new RawConnection(server)) {
            var topic = new MetadataRequest.MetadataRequestTopic().setName("t");
            var metadata = (MetadataResponse)
                    connection.call(new MetadataRequest().setTopics(Collections.nCopies(1000, topic)), 13);
            assertThat(metadata.topics()).hasSize(1);

            var resource = new DescribeConfigsRequest.DescribeConfigsResource()
                    .setResourceType((byte) 2)
                    .setResourceName("t");
            var configs = (DescribeConfigsResponse)
                    connection.call(new DescribeConfigsRequest().setResources(Collections.nCopies(1000, resource)), 4);
            assertThat(configs.results()).hasSize(1);

            List<String> group = Collections.nCopies(1000, "g");
            var groups = (DescribeGroupsResponse) connection.call(new DescribeGroupsRequest().setGroups(group), 5);
            assertThat(groups.groups()).hasSize(1);

            var coordinators = (FindCoordinatorResponse)
                    connection.call(new FindCoordinatorRequest().setCoordinatorKeys(group), 4);
            assertThat(coordinators.coordinators()).hasSize(1);

            var offsets = new OffsetFetchRequest.OffsetFetchRequestGroup()
                    .setGroupId("g")
                    .setTopics(null);
            var fetched = (OffsetFetchResponse)
                    connection.call(new OffsetFetchRequest().setGroups(Collections.nCopies(1000, offsets)), 8);
            assertThat(fetched.groups()).hasSize(1);
        }
    }

    private void pour(byte[] junk, int times) {
        for (int i = 0; i < times; i++) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.sendBytes(junk);
                connection.readFrame();
            } catch (IOException e) {
                // closed on us: as it should be
            }
        }
    }

    /** A Produce request of topics without name and partitions, as many as fit. */
    private static byte[] emptyTopics(int version, int sizeBytes) throws IOException {
        boolean flexible = version >= 9;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0);
        out.writeShort(ApiKey.PRODUCE.id());
        out.writeShort(version);
        out.writeInt(1);
        out.writeShort(-1); // no client id
        if (flexible) {
            out.writeByte(0); // tags of the header
            out.writeByte(0); // no transactional id
        } else {
            out.writeShort(-1);
        }
        out.writeShort(1);
        out.writeInt(1000);
        byte[] topic = new byte[version >= 13 ? 16 + 1 + 1 : flexible ? 1 + 1 + 1 : 2 + 4];
        if (version >= 13) {
            topic[16] = 1;
        } else if (flexible) {
            topic[0] = 1;
            topic[1] = 1;
        }
        int count = (sizeBytes - 64) / topic.length;
        if (flexible) {
            writeVarint(out, count + 1);
        } else {
            out.writeInt(count);
        }
        for (int i = 0; i < count; i++) {
            out.write(topic);
        }
        if (flexible) {
            out.writeByte(0);
        }
        byte[] frame = bytes.toByteArray();
        ByteBuffer.wrap(frame).putInt(frame.length - 4);
        return frame;
    }

    /** A Metadata request, version 1, of one topic again and again. */
    private static byte[] sameTopic(int sizeBytes) {
        int count = (sizeBytes - 32) / 3;
        ByteBuffer frame = ByteBuffer.allocate(4 + 8 + 2 + 4 + count * 3);
        frame.putInt(frame.capacity() - 4)
                .putShort(ApiKey.METADATA.id())
                .putShort((short) 1)
                .putInt(1)
                .putShort((short) -1)
                .putInt(count);
        for (int i = 0; i < count; i++) {
            frame.putShort((short) 1).put((byte) 't');
        }
        return frame.array();
    }

    private static void writeVarint(DataOutputStream out, int value) throws IOException {
        int left = value;
        while (left >= 0x80) {
            out.writeByte((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private void produceUntil(AtomicBoolean done, AtomicInteger written) {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0))) {
            while (!done.get()) {
                producer.send(new ProducerRecord<>("good", "k", "v")).get();
                written.incrementAndGet();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the good client failed", e);
        }
    }

    private static long usedBuffers() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
