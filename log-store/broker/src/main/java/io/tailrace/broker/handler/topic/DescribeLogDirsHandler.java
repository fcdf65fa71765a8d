package io.tailrace.broker.handler.topic;

import io.tailrace.broker.quorum.MetadataLog;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeLogDirsRequest;
import io.tailrace.protocol.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.tailrace.protocol.message.DescribeLogDirsResponse;
import io.tailrace.protocol.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.tailrace.protocol.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.tailrace.protocol.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.DiskSpace;
import io.tailrace.storage.log.DirectoryStatus;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.PartitionLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * DescribeLogDirs: the data directories, what is in them, and whether they are online (KIP-113, KIP-827). Partitions that nobody has
 * written to have no files and are not listed.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest> {

    private final LogStore store;

    public DescribeLogDirsHandler(LogStore store) {
        this.store = store;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DescribeLogDirsRequest request, short version) {
        Map<String, Set<Integer>> wanted = wanted(request.topics());
        DescribeLogDirsResponse response = new DescribeLogDirsResponse();
        for (DirectoryStatus directory : store.directories()) {
            response.results().add(describe(directory, wanted));
        }
        return CompletableFuture.completedFuture(response);
    }

    /** What the request names; null if it asks for everything. */
    private static @Nullable Map<String, Set<Integer>> wanted(@Nullable Collection<DescribableLogDirTopic> topics) {
        if (topics == null) {
            return null;
        }
        Map<String, Set<Integer>> wanted = new HashMap<>();
        topics.forEach(topic ->
                wanted.computeIfAbsent(topic.topic(), name -> new HashSet<>()).addAll(topic.partitions()));
        return wanted;
    }

    private DescribeLogDirsResult describe(DirectoryStatus directory, @Nullable Map<String, Set<Integer>> wanted) {
        DescribeLogDirsResult result =
                new DescribeLogDirsResult().setLogDir(directory.path().toString());
        if (directory.isOffline()) {
            return result.setErrorCode(ErrorCode.KAFKA_STORAGE_ERROR.code());
        }
        try {
            DiskSpace space = store.space(directory.path());
            result.setTotalBytes(space.totalBytes()).setUsableBytes(space.usableBytes());
        } catch (StorageException e) {
            return result.setErrorCode(ErrorCode.KAFKA_STORAGE_ERROR.code());
        }
        Map<String, DescribeLogDirsTopic> topics = new TreeMap<>();
        for (PartitionLog log : store.logsIn(directory.path())) {
            if (isAsked(log, wanted)) {
                topics.computeIfAbsent(log.topic(), name -> new DescribeLogDirsTopic().setName(name))
                        .partitions()
                        .add(new DescribeLogDirsPartition()
                                .setPartitionIndex(log.partition())
                                .setPartitionSize(log.sizeInBytes()));
            }
        }
        result.topics().addAll(topics.values());
        return result;
    }

    private static boolean isAsked(PartitionLog log, @Nullable Map<String, Set<Integer>> wanted) {
        if (wanted == null) {
            return !log.topic().equals(MetadataLog.TOPIC);
        }
        return wanted.getOrDefault(log.topic(), Set.of()).contains(log.partition());
    }
}
