package io.tailrace.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.state.RocksDBConfigSetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

class TaskDatabaseTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("log", 3);

    @TempDir
    Path dir;

    @Test
    void shouldFreeEveryNativeObjectOnClose() {
        long before = NativeScope.openObjects();
        for (int i = 0; i < 3; i++) {
            TaskDatabase database = TaskDatabase.open(dir.resolve("db"), Map.of());
            StorageSpace space = database.space("a", CHANGELOG);
            space.put(new byte[] {1}, new byte[] {2});
            database.commit(Map.of("a", 1L));
            ByteCursor left = space.scan(null, null, true);
            assertThat(left.next()).isTrue();
            assertThat(NativeScope.openObjects()).isGreaterThan(before);
            database.close();
            assertThat(NativeScope.openObjects()).isEqualTo(before);
            assertThatThrownBy(left::next).isInstanceOf(InvalidStateStoreException.class);
            assertThatThrownBy(() -> space.get(new byte[] {9})).isInstanceOf(InvalidStateStoreException.class);
            database.close();
        }
    }

    @Test
    void shouldFreeEveryNativeObjectWhenOpeningFails() throws IOException {
        long before = NativeScope.openObjects();
        Path damaged = Files.createDirectories(dir.resolve("damaged"));
        Files.writeString(damaged.resolve("CURRENT"), "no manifest\n");
        assertThatThrownBy(() -> TaskDatabase.open(damaged, Map.of()))
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining(damaged.toString());
        assertThat(NativeScope.openObjects()).isEqualTo(before);
    }

    @Test
    void shouldKeepWritesFromTheDiskUntilTheyAreCommitted() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            StorageSpace space = database.space("a", CHANGELOG);
            space.put(new byte[] {1}, new byte[] {1});
            database.commit(Map.of("a", 10L));
            assertThat(database.uncommittedBytes()).isZero();
            space.put(new byte[] {1}, null);
            space.put(new byte[] {2}, new byte[5_000]);
            assertThat(database.uncommittedBytes()).isGreaterThan(5_000);
            assertThat(space.get(new byte[] {1})).isNull();
            assertThat(space.get(new byte[] {2})).hasSize(5_000);
        }
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            StorageSpace space = database.space("a", CHANGELOG);
            assertThat(space.position()).isEqualTo(10);
            assertThat(space.get(new byte[] {1})).containsExactly(1);
            assertThat(space.get(new byte[] {2})).isNull();
            space.put(new byte[] {3}, new byte[5_000]);
            database.commit(Map.of());
            assertThat(space.get(new byte[] {3})).hasSize(5_000);
            assertThat(space.position()).isEqualTo(10);
        }
    }

    @Test
    void shouldExpireARangeInDiskAndHeap() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            StorageSpace space = database.space("a", CHANGELOG);
            for (byte i = 0; i < 10; i++) {
                space.put(new byte[] {i}, new byte[] {i});
            }
            database.commit(Map.of());
            space.put(new byte[] {2, 1}, new byte[] {0});
            space.put(new byte[] {7, 1}, new byte[] {0});
            space.expire(new byte[] {0}, new byte[] {5});
            database.commit(Map.of());
            List<Byte> left = new ArrayList<>();
            try (ByteCursor cursor = space.scan(null, null, false)) {
                while (cursor.next()) {
                    left.add(cursor.key()[0]);
                }
            }
            assertThat(left).containsExactly((byte) 9, (byte) 8, (byte) 7, (byte) 7, (byte) 6, (byte) 5);
        }
    }

    @Test
    void shouldLetAnOpenCursorFinishOverACommit() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            StorageSpace space = database.space("a", CHANGELOG);
            space.put(new byte[] {1}, new byte[] {1});
            space.put(new byte[] {2}, new byte[] {2});
            try (ByteCursor cursor = space.scan(null, null, true)) {
                assertThat(cursor.next()).isTrue();
                database.commit(Map.of());
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).containsExactly(2);
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseASecondOpening() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            assertThatThrownBy(() -> TaskDatabase.open(dir, Map.of()))
                    .isInstanceOf(ProcessorStateException.class)
                    .hasMessageContaining(dir.toString());
            assertThat(database.uncommittedBytes()).isZero();
        }
    }

    /** Counts its calls. */
    public static final class Setter implements RocksDBConfigSetter {

        static final List<String> CALLS = new ArrayList<>();

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            options.setWriteBufferSize(1 << 20);
            CALLS.add("set " + storeName + " " + configs.get("mine"));
        }

        @Override
        public void close(String storeName, Options options) {
            CALLS.add("close " + storeName);
        }
    }

    @Test
    void shouldLetTheApplicationSetOptionsOfEachStore() {
        Map<String, Object> configs = Map.of(FamilySet.CONFIG_SETTER, Setter.class.getName(), "mine", "yes");
        for (int i = 0; i < 2; i++) {
            Setter.CALLS.clear();
            try (TaskDatabase database = TaskDatabase.open(dir, configs)) {
                database.space("a", CHANGELOG);
            }
            assertThat(Setter.CALLS).containsExactly("set a yes", "close a");
        }
    }

    @Test
    void shouldSayWhatAConfigSetterHasToBe() {
        long before = NativeScope.openObjects();
        assertThatThrownBy(() -> TaskDatabase.open(dir, Map.of(FamilySet.CONFIG_SETTER, "no.such.Class")))
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("no.such.Class");
        assertThat(NativeScope.openObjects()).isEqualTo(before);
    }
}
