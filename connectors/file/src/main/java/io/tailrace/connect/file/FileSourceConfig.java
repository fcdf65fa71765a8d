package io.tailrace.connect.file;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** What a file source is configured with. */
final class FileSourceConfig {

    static final String FILE = "file";
    static final String TOPIC = "topic";
    static final String BATCH_SIZE = "batch.size";
    static final String CHARSET = "charset";
    static final String MAX_LINE_BYTES = "max.line.bytes";
    static final String POLL_INTERVAL_MS = "poll.interval.ms";
    static final String UNTERMINATED_LINE_MS = "unterminated.line.ms";

    static final String ROTATION_QUIET_MS = "rotation.quiet.ms";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    FILE,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The text file to read. It may not exist yet, may grow, and may be rotated by renaming.")
            .define(
                    TOPIC,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The topic to write to, one record a line.")
            .define(
                    BATCH_SIZE,
                    Type.INT,
                    2000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "The largest number of lines handed over at once.")
            .define(CHARSET, Type.STRING, "UTF-8", Importance.LOW, "The character set of the file.")
            .define(
                    MAX_LINE_BYTES,
                    Type.INT,
                    1024 * 1024,
                    Range.atLeast(1),
                    Importance.LOW,
                    "The longest line accepted, in bytes without its line end. A longer one fails the task.")
            .define(
                    POLL_INTERVAL_MS,
                    Type.LONG,
                    200L,
                    Range.atLeast(1),
                    Importance.LOW,
                    "How long to wait before looking again when the file has nothing new, in milliseconds.")
            .define(
                    UNTERMINATED_LINE_MS,
                    Type.LONG,
                    -1L,
                    Range.atLeast(-1),
                    Importance.LOW,
                    "After how many milliseconds without growth a last line that lacks its line end is handed over"
                            + " as it is. -1: never, the line end is waited for.")
            .define(
                    ROTATION_QUIET_MS,
                    Type.LONG,
                    1000L,
                    Range.atLeast(0),
                    Importance.LOW,
                    "For how many milliseconds a rotated file must not have grown before it is left for its successor.");

    final Path file;
    final String topic;
    final int batchSize;
    final Charset charset;
    final int maxLineBytes;
    final long pollIntervalMs;
    final long unterminatedLineMs;
    final long rotationQuietMs;

    FileSourceConfig(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(DEFINITION, properties, false);
        file = Path.of(config.getString(FILE)).toAbsolutePath().normalize();
        topic = config.getString(TOPIC);
        batchSize = config.getInt(BATCH_SIZE);
        charset = charset(config.getString(CHARSET));
        maxLineBytes = config.getInt(MAX_LINE_BYTES);
        pollIntervalMs = config.getLong(POLL_INTERVAL_MS);
        unterminatedLineMs = config.getLong(UNTERMINATED_LINE_MS);
        rotationQuietMs = config.getLong(ROTATION_QUIET_MS);
    }

    private static Charset charset(String name) {
        Charset charset;
        try {
            charset = Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ConfigException(CHARSET, name, "expected a character set that this Java knows");
        }
        // Lines are cut at the byte 0x0A, so that byte must mean a line end and nothing else.
        if (!charset.canEncode() || !Arrays.equals("\n0".getBytes(charset), new byte[] {'\n', '0'})) {
            throw new ConfigException(
                    CHARSET, name, "expected a character set in which a line end is the one byte 0x0A");
        }
        return charset;
    }
}
