package io.tailrace.state.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.streams.errors.LockException;
import io.tailrace.streams.processor.TaskId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path dir;

    @Test
    void shouldRefuseASecondInstanceInTheProcess() {
        try (StateDirectory first = StateDirectory.open(dir, "app")) {
            assertThatThrownBy(() -> StateDirectory.open(dir, "app"))
                    .isInstanceOf(LockException.class)
                    .hasMessageContaining(first.path().toString())
                    .hasMessageContaining("state.dir");
            StateDirectory.open(dir, "other").close();
        }
        StateDirectory.open(dir, "app").close();
    }

    @Test
    void shouldNeitherMakeNorLockWhatIsNotUsed() {
        try (StateDirectory one = StateDirectory.unused(dir, "app");
                StateDirectory two = StateDirectory.unused(dir, "app")) {
            try (TaskDirectory task = one.lock(new TaskId(0, 1))) {
                assertThat(task.path()).doesNotExist();
                assertThatThrownBy(() -> one.lock(new TaskId(0, 1))).isInstanceOf(LockException.class);
            }
            assertThat(two.tasksOnDisk()).isEmpty();
            two.delete(new TaskId(0, 1));
            assertThat(dir).isEmptyDirectory();
        }
    }

    @Test
    void shouldRefuseASecondProcessAndOpenAgainWhenItIsKilled() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("locked");
            assertThatThrownBy(() -> StateDirectory.open(dir, "app")).isInstanceOf(LockException.class);
        } finally {
            other.destroyForcibly();
            other.waitFor();
        }
        StateDirectory.open(dir, "app").close();
    }

    /** Holds the directory until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (StateDirectory directory = StateDirectory.open(Path.of(args[0]), "app")) {
                System.out.println(directory.path().endsWith("app") ? "locked" : "elsewhere");
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void shouldLetOneOwnerAtATimeHaveATask() {
        try (StateDirectory directory = StateDirectory.open(dir, "app")) {
            TaskId task = new TaskId(0, 1);
            TaskDirectory owner = directory.lock(task);
            assertThat(owner.path()).isDirectory().hasFileName("0_1");
            assertThatThrownBy(() -> directory.lock(task)).isInstanceOf(LockException.class);
            assertThatThrownBy(() -> directory.delete(task)).isInstanceOf(LockException.class);
            owner.close();
            TaskDirectory next = directory.lock(task);
            owner.close();
            assertThatThrownBy(() -> directory.lock(task)).isInstanceOf(LockException.class);
            next.close();
        }
    }

    @Test
    void shouldListAndDeleteTasks() throws Exception {
        try (StateDirectory directory = StateDirectory.open(dir, "app")) {
            directory.lock(new TaskId(10, 0)).close();
            directory.lock(new TaskId(2, 3)).close();
            Files.createDirectories(directory.path().resolve("global"));
            Files.writeString(directory.path().resolve("2_3").resolve("file"), "x");
            assertThat(directory.tasksOnDisk()).containsExactly(new TaskId(2, 3), new TaskId(10, 0));
            directory.delete(new TaskId(2, 3));
            directory.delete(new TaskId(7, 7));
            assertThat(directory.tasksOnDisk()).containsExactly(new TaskId(10, 0));
        }
    }

    @Test
    void shouldRefuseAnApplicationIdThatLeavesTheStateDirectory() {
        for (String id : new String[] {"", "..", "a/b", "/tmp"}) {
            assertThatThrownBy(() -> StateDirectory.open(dir, id)).as(id).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
