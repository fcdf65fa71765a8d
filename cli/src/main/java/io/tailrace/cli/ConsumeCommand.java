package io.tailrace.cli;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.clients.consumer.OffsetAndTimestamp;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace consume}: prints records. */
@Command(
        name = "consume",
        mixinStandardHelpOptions = true,
        description = "Print the records of a topic: new ones, unless told where to begin. Ends with Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace consume clicks --from-beginning --max 10",
            "  tailrace consume counts --from-beginning --print key,timestamp --value-format long",
            "  tailrace consume clicks --since 2026-03-02T10:00:00Z --until-end",
            "  tailrace consume clicks --group readers"
        })
final class ConsumeCommand implements Callable<Integer> {

    /** What is printed of a record besides its value, in this order. */
    enum Part {
        PARTITION,
        OFFSET,
        TIMESTAMP,
        HEADERS,
        KEY
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "What to read.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest record.")
    private boolean fromBeginning;

    @Option(names = "--from", paramLabel = "OFFSET", description = "Begin at this offset of every partition read.")
    private @Nullable Long fromOffset;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Begin at this time: 2026-03-02T10:00:00Z, or ms since 1970.")
    private @Nullable String since;

    @Option(names = "--partition", paramLabel = "N", description = "Read only this partition.")
    private @Nullable Integer partition;

    @Option(names = "--group", paramLabel = "ID", description = "Read as a member of this group, from where it stands.")
    private @Nullable String group;

    @Option(names = "--max", paramLabel = "N", description = "End after so many records.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--until-end", description = "End where the topic ends now, instead of waiting for more.")
    private boolean untilEnd;

    @Option(
            names = "--print",
            split = ",",
            paramLabel = "PART",
            description = "Print these before the value: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of();

    @Option(
            names = "--key-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: text.")
    private Format keyFormat = Format.TEXT;

    @Option(
            names = "--value-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: text.")
    private Format valueFormat = Format.TEXT;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (group != null && (fromOffset != null || since != null || partition != null || untilEnd)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --group alone or with --from-beginning: a group has its own place in the topic");
        }
        client.requireTopic(topic);
        Map<String, Object> config = new HashMap<>();
        config.put("auto.offset.reset", fromBeginning ? "earliest" : "latest");
        config.put("enable.auto.commit", "false"); // what was printed is committed, and nothing else
        if (group != null) {
            config.put("group.id", group);
        }
        CountDownLatch closed = new CountDownLatch(1);
        try (TailraceConsumer<byte[], byte[]> consumer = new TailraceConsumer<>(
                client.config(config), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.wakeup();
                try {
                    closed.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            Map<TopicPartition, Long> ends = begin(consumer);
            print(consumer, ends);
        } catch (WakeupException e) {
            return 0; // Ctrl-C
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** Subscribes or seeks; returns where to end, empty for nowhere. */
    private Map<TopicPartition, Long> begin(TailraceConsumer<byte[], byte[]> consumer) {
        if (group != null) {
            consumer.subscribe(List.of(topic));
            return Map.of();
        }
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(PartitionInfo::partition)
                .filter(number -> partition == null || partition.equals(number))
                .map(number -> new TopicPartition(topic, number))
                .toList();
        if (partitions.isEmpty()) {
            throw new CommandFailure("expected a partition of " + topic + ", found " + partition);
        }
        consumer.assign(partitions);
        if (since != null) {
            seekToTime(consumer, partitions, time(since));
        } else if (fromOffset != null) {
            partitions.forEach(each -> consumer.seek(each, fromOffset));
        } else if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        return untilEnd ? consumer.endOffsets(partitions) : Map.of();
    }

    private long time(String text) {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected a time such as 2026-03-02T10:00:00Z or milliseconds, found " + text,
                    e);
        }
    }

    private static void seekToTime(
            TailraceConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long timeMs) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, timeMs));
        for (Map.Entry<TopicPartition, @Nullable OffsetAndTimestamp> found :
                consumer.offsetsForTimes(wanted).entrySet()) {
            if (found.getValue() == null) {
                consumer.seekToEnd(List.of(found.getKey()));
            } else {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
    }

    private void print(TailraceConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        PrintWriter out = spec.commandLine().getOut();
        long printed = 0;
        Map<TopicPartition, OffsetAndMetadata> shown = new HashMap<>();
        while (printed < max && !isAtEnd(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                TopicPartition from = new TopicPartition(record.topic(), record.partition());
                Long end = ends.get(from);
                if (printed < max && (end == null || record.offset() < end)) {
                    out.println(line(record));
                    shown.put(from, new OffsetAndMetadata(record.offset() + 1));
                    printed++;
                }
            }
            out.flush();
            if (group != null && !shown.isEmpty()) {
                consumer.commitSync(shown);
                shown.clear();
            }
            if (out.checkError()) {
                return; // the reader of a pipe has gone
            }
        }
    }

    private static boolean isAtEnd(TailraceConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return !ends.isEmpty()
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private String line(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                line.append(part(part, record)).append('\t');
            }
        }
        return line.append(valueFormat.printNullable(record.value())).toString();
    }

    private String part(Part part, ConsumerRecord<byte[], byte[]> record) {
        return switch (part) {
            case PARTITION -> Integer.toString(record.partition());
            case OFFSET -> Long.toString(record.offset());
            case TIMESTAMP ->
                record.timestamp() < 0
                        ? "-"
                        : Instant.ofEpochMilli(record.timestamp()).toString();
            case KEY -> keyFormat.printNullable(record.key());
            case HEADERS -> {
                StringBuilder headers = new StringBuilder();
                record.headers()
                        .forEach(header -> headers.append(headers.isEmpty() ? "" : ",")
                                .append(header.key())
                                .append('=')
                                .append(Format.TEXT.printNullable(header.value())));
                yield headers.isEmpty() ? "-" : headers.toString();
            }
        };
    }
}
