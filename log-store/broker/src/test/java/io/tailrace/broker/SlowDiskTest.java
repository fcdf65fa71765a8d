package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.DeleteRecordsRequest;
import io.tailrace.protocol.message.DeleteRecordsResponse;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.disk.fault.FaultyDisk;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait for the disk although they grant other replicas no time at all. */
final class SlowDiskTest {

    @TempDir
    Path root;

    private final FaultyDisk disk = new FaultyDisk(new NioDisk(), new Random(1));
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void shouldNotCountItsOwnDiskAgainstTheTimeOutOfARequest() throws Exception {
        Path metadata = root.resolve("metadata");
        Path data = root.resolve("data"); // the metadata takes the first directory, so the first partition goes here
        BrokerConfig config = new BrokerConfig(Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "log.dirs",
                List.of(metadata.toString(), data.toAbsolutePath().toString())));
        try (BrokerServer server = BrokerServer.start(config, BrokerPorts.onThreads(disk));
                Admin admin = StockClients.admin(server);
                RawConnection producer = new RawConnection(server);
                RawConnection deleter = new RawConnection(server)) {
            create(admin, "t");
            assertThat(errorOf((ProduceResponse) producer.call(produce(10_000), 9)))
                    .isEqualTo(ErrorCode.NONE);

            disk.fault(stalling(data.toAbsolutePath()));
            try {
                producer.send(1, produce(0), 9);
                reached.await();
                deleter.send(2, deleteAll(), 2);
                create(admin, "time-outs have fired before this"); // the same thread does both
            } finally {
                released.countDown();
                disk.fault(DiskFault.NONE);
            }

            assertThat(errorOf((ProduceResponse) producer.readResponse(1, ApiKey.PRODUCE, 9)))
                    .isEqualTo(ErrorCode.NONE);
            DeleteRecordsResponse deleted = (DeleteRecordsResponse) deleter.readResponse(2, ApiKey.DELETE_RECORDS, 2);
            assertThat(ErrorCode.forCode(
                            deleted.topics().get(0).partitions().get(0).errorCode()))
                    .isEqualTo(ErrorCode.NONE);
        }
    }

    private DiskFault stalling(Path directory) {
        return (operation, path) -> {
            if (operation == Operation.FORCE && path.startsWith(directory)) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        };
    }

    private static void create(Admin admin, String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic.replace(' ', '-'), 1, (short) 1)))
                .all()
                .get();
    }

    private static ProduceRequest produce(int timeoutMs) {
        RecordBatchBuilder batch = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, 64);
        batch.append(System.currentTimeMillis(), null, new byte[1], RecordHeader.NONE);
        ProduceRequest.TopicProduceData topic = new ProduceRequest.TopicProduceData().setName("t");
        topic.partitionData().add(new ProduceRequest.PartitionProduceData().setRecords(batch.build()));
        ProduceRequest request = new ProduceRequest().setAcks((short) 1).setTimeoutMs(timeoutMs);
        request.topicData().add(topic);
        return request;
    }

    private static DeleteRecordsRequest deleteAll() {
        DeleteRecordsRequest.DeleteRecordsTopic topic = new DeleteRecordsRequest.DeleteRecordsTopic().setName("t");
        topic.partitions().add(new DeleteRecordsRequest.DeleteRecordsPartition().setOffset(-1));
        DeleteRecordsRequest request = new DeleteRecordsRequest().setTimeoutMs(0);
        request.topics().add(topic);
        return request;
    }

    private static ErrorCode errorOf(ProduceResponse response) {
        return ErrorCode.forCode(
                response.responses().get(0).partitionResponses().get(0).errorCode());
    }
}
