package io.tailrace.state.timed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.state.memory.MemorySpace;
import org.junit.jupiter.api.Test;

class TimedEntriesTest {

    private final MemorySpace space = new MemorySpace();
    private final RetainedEntries entries = new RetainedEntries(space, space, new SegmentedKeys(100, 12), 200);

    @Test
    void shouldFreeExpiredSegmentsWithTheNextCommit() {
        entries.put(new byte[] {1}, 50, 0, new byte[1]);
        entries.put(new byte[] {2}, 99, 0, new byte[1]);
        entries.put(new byte[] {1}, 100, 0, new byte[1]);
        entries.put(new byte[] {1}, 310, 0, new byte[1]);
        entries.prepareCommit();
        assertThat(space.approximateCount()).isEqualTo(2);
    }

    @Test
    void shouldCountEntriesThatCameTooLate() {
        entries.put(new byte[] {1}, 500, 0, new byte[1]);
        entries.put(new byte[] {1}, 300, 0, new byte[1]);
        entries.put(new byte[] {1}, 301, 0, new byte[1]);
        assertThat(entries.expiredCount()).isEqualTo(1);
        assertThat(entries.get(new byte[] {1}, 301, 0)).isNotNull();
        assertThat(entries.get(new byte[] {1}, 300, 0)).isNull();
    }
}
