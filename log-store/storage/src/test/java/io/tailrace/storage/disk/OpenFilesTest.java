package io.tailrace.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

    private static final int BUDGET = 8;

    @TempDir
    Path directory;

    private final OpenFiles files = new OpenFiles(BUDGET);
    private final NioDisk disk = new NioDisk(files);

    private DiskFile write(int number) throws IOException {
        DiskFile file = disk.open(directory.resolve("file-" + number));
        file.write(0, Unpooled.wrappedBuffer(new byte[] {(byte) number}));
        return file;
    }

    private static byte read(DiskFile file) throws IOException {
        ByteBuf one = Unpooled.buffer(1);
        assertThat(file.read(0, one, 1)).isEqualTo(1);
        return one.getByte(0);
    }

    @Test
    void shouldKeepToTheBudgetAndOpenAgainWhatIsNeeded() throws IOException {
        List<DiskFile> all = new ArrayList<>();
        for (int i = 0; i < 5 * BUDGET; i++) {
            DiskFile file = write(i);
            file.force();
            all.add(file);
        }
        assertThat(files.count()).isLessThanOrEqualTo(BUDGET);
        all.get(0).rename(directory.resolve("renamed"));
        for (int i = 0; i < all.size(); i++) {
            assertThat(read(all.get(i))).isEqualTo((byte) i);
        }
        assertThat(files.count()).isLessThanOrEqualTo(BUDGET);
        for (DiskFile file : all) {
            file.close();
        }
        assertThat(files.count()).isZero();
    }

    @Test
    void shouldNotCloseWhatHasUnsyncedBytes() throws IOException {
        List<DiskFile> all = new ArrayList<>();
        for (int i = 0; i < 2 * BUDGET; i++) {
            all.add(write(i));
        }
        assertThat(files.count()).isEqualTo(2 * BUDGET);
        for (DiskFile file : all) {
            file.force();
        }
        write(100).close();
        write(101).close();
        assertThat(files.count()).isLessThanOrEqualTo(BUDGET);
        for (DiskFile file : all) {
            file.close();
        }
    }

    @Test
    void shouldFindTheBudgetOnceWhenMoreThanAFewFilesAreOpen() throws IOException {
        AtomicInteger questions = new AtomicInteger();
        OpenFiles few = new OpenFiles(2, () -> {
            questions.incrementAndGet();
            return BUDGET;
        });
        NioDisk other = new NioDisk(few);
        List<DiskFile> all = new ArrayList<>();
        for (int i = 0; i < 3 * BUDGET; i++) {
            assertThat(questions).hasValue(i <= 2 ? 0 : 1);
            DiskFile file = other.open(directory.resolve("few-" + i));
            file.write(0, Unpooled.wrappedBuffer(new byte[] {1}));
            file.force();
            all.add(file);
        }
        assertThat(few.count()).isEqualTo(BUDGET);
        for (DiskFile file : all) {
            file.close();
        }
    }
}
