package io.tailrace.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Members that join, leave, hang and return at random, restarts of the coordinator and refused appends: in every
 * generation a partition has one owner, commits of earlier generations are refused, every request is answered once, and
 * when things calm down the group is stable with everything assigned (property 47).
 */
class GroupStormTest {

    static List<Arguments> seeds() {
        List<Arguments> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 150; seed++) {
            seeds.add(Arguments.of(seed, seed % 3 == 0, seed % 2 == 0));
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}, static members {1}, failing log {2}")
    @MethodSource("seeds")
    void shouldSettleAfterAStorm(long seed, boolean withStatic, boolean failingLog) {
        Random random = new Random(seed);
        Shard shard = new Shard(GroupCoordinatorConfig.defaults().withInitialRebalanceDelayMs(random.nextInt(3) * 500));
        StormLedger ledger = new StormLedger();
        List<StormMember> members = new ArrayList<>();
        int size = 2 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            boolean isStatic = withStatic && i % 2 == 0;
            members.add(new StormMember(shard, ledger, random, isStatic ? "instance" + i : null));
        }

        for (int i = 0; i < 400; i++) {
            members.get(random.nextInt(members.size())).step(false);
            if (random.nextInt(3) == 0) {
                shard.advance(random.nextInt(random.nextInt(20) == 0 ? 30_000 : 1_500));
            }
            if (failingLog) {
                shard.failAppends(random.nextInt(15) == 0 ? ErrorCode.NOT_ENOUGH_REPLICAS : null);
            }
            if (random.nextInt(60) == 0) {
                shard.restart();
                ledger.restarted();
                members.forEach(StormMember::disconnected);
            }
        }

        shard.failAppends(null);
        for (int i = 0; i < 400; i++) {
            members.forEach(member -> member.step(true));
            shard.advance(1_000);
        }
        assertThat(members).allMatch(StormMember::isSettled);
        assertThat(members.stream().map(StormMember::generation).distinct()).hasSize(1);
        assertThat(members.stream().flatMap(m -> m.owned().stream()).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        ledger.allAnswered();
        assertThat(ledger.commits()).isPositive();
    }
}
