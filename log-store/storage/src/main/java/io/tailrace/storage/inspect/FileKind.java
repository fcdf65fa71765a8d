package io.tailrace.storage.inspect;

import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.segment.SegmentFiles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The kinds of files of a log and of a data directory, told by their names. */
public enum FileKind {
    SEGMENT(SegmentFiles.LOG),
    OFFSET_INDEX(SegmentFiles.OFFSET_INDEX),
    TIME_INDEX(SegmentFiles.TIME_INDEX),
    TRANSACTION_INDEX(".txnindex"),
    PRODUCER_SNAPSHOT(SegmentFiles.SNAPSHOT),
    LEADER_EPOCHS(LeaderEpochs.FILE_NAME),
    PARTITION_METADATA(PartitionMetadataFile.NAME),
    RECOVERY_POINTS("recovery-point-offset-checkpoint"),
    LOG_START_OFFSETS("log-start-offset-checkpoint"),
    SYNC_POINTS("sync-point-checkpoint"),
    CERTAIN_LOG_STARTS("log-start-checkpoint"),
    HIGH_WATERMARKS("replication-offset-checkpoint"),
    CLEANED_OFFSETS("cleaner-offset-checkpoint"),
    CLEAN_SHUTDOWN(".kafka_cleanshutdown");

    private final String name;

    FileKind(String name) {
        this.name = name;
    }

    /** The kind of a file, or null if it is none of a log. */
    public static @Nullable FileKind of(Path file) {
        String fileName = nameOf(file);
        for (FileKind kind : values()) {
            if (kind.name.equals(fileName)
                    || SegmentFiles.offsetOf(fileName, kind.name).isPresent()) {
                return kind;
            }
        }
        return null;
    }

    /** The offset in the name of a file of this kind; empty for kinds that have none. */
    OptionalLong offsetOf(Path file) {
        return SegmentFiles.offsetOf(nameOf(file), name);
    }

    /** The name, or what the name ends with after the offset. */
    String suffix() {
        return name;
    }

    static String nameOf(Path file) {
        return Objects.requireNonNull(file.getFileName(), "file name").toString();
    }
}
