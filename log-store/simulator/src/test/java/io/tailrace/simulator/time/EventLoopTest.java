package io.tailrace.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final List<String> ran = new ArrayList<>();

    private static EventLoop loop(long seed) {
        return new EventLoop(new Random(seed), new Trace(null));
    }

    @Test
    void shouldRunTheTasksOfOneSchedulerInOrderOfTheirTime() {
        EventLoop loop = loop(1);
        ProcessScheduler a = loop.scheduler("a");
        a.schedule(20, () -> ran.add("20"));
        a.schedule(10, () -> ran.add("10"));
        a.execute(() -> ran.add("now"));
        a.execute(() -> ran.add("then"));
        loop.run(100);
        assertThat(ran).containsExactly("now", "then", "10", "20");
    }

    @Test
    void shouldJumpOverIdleTime() {
        EventLoop loop = loop(1);
        long before = loop.clock().wallMs();
        loop.scheduler("a").schedule(86_400_000, () -> ran.add("tomorrow"));
        assertThat(loop.runUntil(() -> !ran.isEmpty(), 100_000_000)).isTrue();
        assertThat(loop.clock().wallMs() - before).isBetween(86_400_000L, 86_400_001L);
        assertThat(loop.step()).isFalse();
    }

    @Test
    void shouldNotRunWhatWasCancelled() {
        EventLoop loop = loop(1);
        Scheduler.Task task = loop.scheduler("a").schedule(5, () -> ran.add("cancelled"));
        assertThat(task.cancel()).isTrue();
        assertThat(task.cancel()).isFalse();
        loop.run(10);
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldRunNothingOfAHaltedProcess() {
        EventLoop loop = loop(1);
        ProcessScheduler a = loop.scheduler("a");
        a.execute(() -> {
            ran.add("last words");
            a.halt();
            throw new IllegalStateException("dying");
        });
        a.execute(() -> ran.add("ghost"));
        loop.run(10);
        a.execute(() -> ran.add("ghost"));
        loop.run(10);
        assertThat(ran).containsExactly("last words");
        assertThat(loop.uncaught()).isEmpty();
    }

    @Test
    void shouldGoOnAfterATaskThatThrows() {
        EventLoop loop = loop(1);
        ProcessScheduler a = loop.scheduler("a");
        a.execute(() -> {
            throw new IllegalStateException("oops");
        });
        a.execute(() -> ran.add("next"));
        loop.run(1);
        assertThat(ran).containsExactly("next");
        assertThat(loop.uncaught()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldMixProcessesAsTheSeedSays() {
        assertThat(order(1)).isEqualTo(order(1));
        assertThat(order(1)).isNotEqualTo(order(2));
    }

    private static List<String> order(long seed) {
        List<String> order = new ArrayList<>();
        EventLoop loop = loop(seed);
        for (String name : List.of("a", "b", "c")) {
            ProcessScheduler scheduler = loop.scheduler(name);
            for (int i = 0; i < 10; i++) {
                scheduler.execute(() -> order.add(name));
            }
        }
        loop.run(10);
        return order;
    }
}
