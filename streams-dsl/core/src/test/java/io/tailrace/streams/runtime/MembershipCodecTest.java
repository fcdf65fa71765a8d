package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checks the bytes that members and leader exchange. */
final class MembershipCodecTest {
    @Test
    void shouldReadBackWhatWasWritten() {
        MemberInfo member = new MemberInfo(
                UUID.randomUUID(),
                true,
                Set.of(new TaskId(0, 1)),
                Set.of(new TaskId(0, 1), new TaskId(3, 2)),
                "höst:1");
        assertThat(MemberInfo.decode("m", member.encode())).isEqualTo(member);
        AssignmentInfo info = new AssignmentInfo(
                AssignmentInfo.Problem.NONE,
                List.of(new TaskId(1, 0), new TaskId(1, 0)),
                new ClusterTasks(
                        Map.of("a:1", Set.of(new TaskId(1, 0)), "b:2", Set.of()), Map.of("topic", 3, "other", 1)));
        assertThat(AssignmentInfo.decode(info.encode(), 2)).isEqualTo(info);
    }

    @Test
    void shouldRefuseHostileBytes() {
        Random random = new Random(5);
        byte[] good = new MemberInfo(UUID.randomUUID(), false, Set.of(new TaskId(0, 1)), Set.of(), "host:80")
                .encode()
                .array();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                MemberInfo.decode("m", ByteBuffer.wrap(bytes));
            } catch (TaskAssignmentException e) {
                assertThat(e).hasMessageContaining("Expected");
            } catch (IllegalArgumentException e) {
                throw new AssertionError("bytes " + Arrays.toString(bytes), e);
            }
        }
        byte[] assignment = new AssignmentInfo(
                        AssignmentInfo.Problem.NONE,
                        List.of(),
                        new ClusterTasks(Map.of("a:1", Set.of(new TaskId(1, 0))), Map.of("topic", 3)))
                .encode()
                .array();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(assignment, random.nextInt(assignment.length + 1));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                AssignmentInfo.decode(ByteBuffer.wrap(bytes), 0);
            } catch (TaskAssignmentException e) {
                assertThat(e).hasMessageContaining("Expected");
            }
        }
        assertThatThrownBy(() -> MemberInfo.decode("m", null)).isInstanceOf(TaskAssignmentException.class);
    }
}
