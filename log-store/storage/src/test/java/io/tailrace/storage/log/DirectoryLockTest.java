package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.DirectoryLockedException;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.disk.NioDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store on a directory, in this process and among processes. */
class DirectoryLockTest {

    private static final int FREE = 10;
    private static final int TAKEN = 11;

    @TempDir
    Path directory;

    /** What the other process does: it says by its exit code whether it could lock the directory. */
    public static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] args) throws IOException {
            try (DiskLock lock = new NioDisk().tryLock(Path.of(args[0]).resolve(".lock"))) {
                System.exit(lock == null ? TAKEN : FREE);
            }
        }
    }

    private int askAnotherProcess() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return other.exitValue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldStayLockedForOtherProcessesWhenThisOneTriesAgain() throws IOException, InterruptedException {
        VirtualScheduler scheduler = new VirtualScheduler();
        LogStoreConfig config = LogStoreConfig.defaults();
        try (LogStore store = LogStore.open(directory, new NioDisk(), config, scheduler, scheduler)) {
            assertThatThrownBy(() -> LogStore.open(directory, new NioDisk(), config, scheduler, scheduler))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("this very process");
            assertThat(askAnotherProcess()).isEqualTo(TAKEN);
            assertThat(store.recoveredCleanly()).isFalse();
        }
        assertThat(askAnotherProcess()).isEqualTo(FREE);
    }

    @Test
    void shouldKnowALockedFileByAnyName() throws IOException {
        Path alias =
                Files.createSymbolicLink(directory.resolve("alias"), Files.createDirectory(directory.resolve("a")));
        Disk disk = new NioDisk();
        DiskLock lock = disk.tryLock(directory.resolve("a/.lock"));
        assertThat(lock).isNotNull();
        assertThat(disk.tryLock(alias.resolve(".lock"))).isNull();
        lock.close();
        lock.close(); // a second time changes nothing
        try (DiskLock again = new NioDisk().tryLock(alias.resolve(".lock"))) {
            assertThat(again).isNotNull();
            lock.close();
            assertThat(disk.tryLock(directory.resolve("a/.lock"))).isNull();
        }
    }
}
