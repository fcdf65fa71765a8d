package io.tailrace.clients.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.tailrace.clients.consumer.FetchBuffer.Entry;
import io.tailrace.clients.consumer.fetch.PartitionFetch;
import io.tailrace.common.TopicPartition;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which order fetched data comes out, whatever is paused meanwhile. */
final class FetchBufferTest {

    private static final PartitionFetch.Options OPTIONS = new PartitionFetch.Options(false, true);

    private final SubscriptionState subscriptions = new SubscriptionState();
    private final FetchBuffer buffer = new FetchBuffer(subscriptions);
    private final PartitionState a = assigned("a");
    private final PartitionState b = assigned("b");

    private PartitionState assigned(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<TopicPartition> all = new ArrayList<>(subscriptions.assignedPartitions());
        all.add(partition);
        subscriptions.assignByHand(all);
        PartitionState state = subscriptions.state(partition);
        state.seek(0, -1, false);
        return state;
    }

    @AfterEach
    void release() {
        buffer.clear();
        assertThat(buffer.sizeBytes()).isZero();
    }

    @Test
    void shouldKeepThePiecesOfAPausedPartitionInOrderBehindThoseOfOthers() {
        add(a, 0);
        add(b, 0);
        add(a, 1);

        a.paused = true;
        assertThat(takeAll()).containsExactly("b-0@0");
        a.paused = false;

        assertThat(takeAll()).containsExactly("a-0@0", "a-0@1");
        assertThat(a.bufferedFetches).isZero();
    }

    @Test
    void shouldDropWhatASeekMadeUseless() {
        add(a, 0);
        add(b, 0);
        a.seek(7, -1, false);
        add(a, 7);

        assertThat(takeAll()).containsExactly("b-0@0", "a-0@7");
    }

    @Test
    void shouldNotBeFullOfWhatPausedPartitionsHold() {
        add(a, 0);
        add(b, 0);
        long eachBytes = buffer.sizeBytes() / 2;

        assertThat(buffer.isFull(eachBytes + 1)).isTrue();
        a.paused = true;
        assertThat(buffer.isFull(eachBytes + 1)).isFalse();
        b.paused = true;
        assertThat(buffer.isFull(1)).isFalse();
    }

    private void add(PartitionState state, long offset) {
        try (RecordBatchBuilder builder = new RecordBatchBuilder(ByteBufAllocator.DEFAULT, Compression.NONE, 256)) {
            builder.baseOffset(offset).append(1, (byte[]) null, new byte[10], RecordHeader.NONE);
            buffer.add(new Entry(state, state.version, new PartitionFetch(builder.build(), offset, null, OPTIONS)));
        }
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        for (Entry entry = buffer.next(); entry != null; entry = buffer.next()) {
            taken.add(entry.state().partition + "@" + entry.data().nextOffset());
            buffer.remove(entry);
        }
        return taken;
    }
}
