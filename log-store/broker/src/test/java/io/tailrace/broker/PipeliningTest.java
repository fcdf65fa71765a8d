package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.MetadataRequest;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses leave in the order of the requests. */
final class PipeliningTest {

    @TempDir
    Path directory;

    private BrokerServer server;

    @BeforeEach
    void start() {
        server = TestServers.start(directory, Map.of("connections.max.in.flight.requests", 4));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerInOrderBehindAFetchThatWaits() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            createTopic(connection, "slow");
            long start = System.nanoTime();
            connection.send(1, waitingFetch(400), 4);
            connection.send(2, new MetadataRequest().setTopics(List.of()), 1);
            connection.send(3, waitingFetch(200), 4);
            connection.send(4, new MetadataRequest().setTopics(List.of()), 1);
            connection.readResponse(1, ApiKey.FETCH, 4);
            assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(390);
            connection.readResponse(2, ApiKey.METADATA, 1);
            connection.readResponse(3, ApiKey.FETCH, 4);
            connection.readResponse(4, ApiKey.METADATA, 1);
        }
    }

    @Test
    void shouldAnswerManyRequestsOfOneWriteBeyondTheLimitOfRequestsUnderWay() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            createTopic(connection, "slow");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 2_000; i++) {
                all.write(RawConnection.frame(i, new MetadataRequest().setTopics(List.of()), 1));
            }
            connection.sendBytes(all.toByteArray());
            for (int i = 0; i < 2_000; i++) {
                connection.readResponse(i, ApiKey.METADATA, 1);
            }
        }
    }

    @Test
    void shouldPutFramesTogetherThatComeByteByByte() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            for (byte b : RawConnection.frame(5, new MetadataRequest().setTopics(List.of()), 9)) {
                connection.sendBytes(new byte[] {b});
            }
            connection.readResponse(5, ApiKey.METADATA, 9);
        }
    }

    @Test
    void shouldForgetTheWaitsOfAConnectionThatIsGone() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            createTopic(connection, "slow");
            connection.send(1, waitingFetch(Integer.MAX_VALUE), 4);
            org.awaitility.Awaitility.await().until(() -> server.broker().waitingFetches() == 1);
        }
        org.awaitility.Awaitility.await().until(() -> server.broker().waitingFetches() == 0);
    }

    private static void createTopic(RawConnection connection, String name) throws Exception {
        MetadataRequest create = new MetadataRequest();
        create.topics().add(new MetadataRequest.MetadataRequestTopic().setName(name));
        connection.call(create, 4);
    }

    private static FetchRequest waitingFetch(int maxWaitMs) {
        FetchRequest request = new FetchRequest().setMaxWaitMs(maxWaitMs).setMinBytes(1);
        FetchRequest.FetchTopic topic = new FetchRequest.FetchTopic().setTopic("slow");
        topic.partitions().add(new FetchRequest.FetchPartition().setPartition(0).setPartitionMaxBytes(1024));
        request.topics().add(topic);
        return request;
    }
}
