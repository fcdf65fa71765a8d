package io.tailrace.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBatch;

class BatchEncoderTest {

    @TempDir
    Path dir;

    @Test
    void shouldWriteTheBytesThatRocksDbWrites() throws Exception {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> families = List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                new ColumnFamilyDescriptor(new byte[] {'x'}));
        byte[] large = new byte[70_000];
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB db = RocksDB.open(options, dir.toString(), families, handles);
                WriteBatch theirs = new WriteBatch()) {
            BatchEncoder ours = new BatchEncoder();
            for (ColumnFamilyHandle family : handles) {
                int id = family.getID();
                theirs.put(family, new byte[] {1, 2}, large);
                ours.put(id, new byte[] {1, 2}, large);
                theirs.delete(family, new byte[300]);
                ours.delete(id, new byte[300]);
                theirs.deleteRange(family, new byte[] {3}, new byte[] {4, 5});
                ours.deleteRange(id, new byte[] {3}, new byte[] {4, 5});
                theirs.put(family, new byte[0], new byte[0]);
                ours.put(id, new byte[0], new byte[0]);
            }
            try (WriteBatch nativeOurs = ours.toNative()) {
                assertThat(nativeOurs.data()).isEqualTo(theirs.data());
                assertThat(nativeOurs.count()).isEqualTo(8);
            }
            handles.forEach(ColumnFamilyHandle::close);
            assertThat(db.getName()).isEqualTo(dir.toString());
        }
    }
}
