package io.tailrace.cli;

import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArraySerializer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace produce}: one record a line of standard input, or of a file. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = "Write each line of standard input, or of a file, as a record.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo hello | tailrace produce greetings",
            "  printf 'alice:1%nbob:2' | tailrace produce scores --key-separator : --value-format long",
            "  tailrace produce clicks --file access.log --compression zstd",
            "  echo hello | tailrace produce greetings --header source=shell"
        })
final class ProduceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "Where to write.")
    private String topic = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Read lines from this file instead of standard input.")
    private @Nullable Path file;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            description = "What stands between key and value in a line.")
    private @Nullable String separator;

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

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header for every record.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--partition", paramLabel = "N", description = "Write to this partition.")
    private @Nullable Integer partition;

    @Option(names = "--compression", paramLabel = "TYPE", description = "none, gzip, snappy, lz4 or zstd.")
    private @Nullable String compression;

    @Option(names = "--acks", paramLabel = "N", description = "all, 1 or 0. Default: all.")
    private @Nullable String acks;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (compression != null) {
            defaults.put("compression.type", compression);
        }
        if (acks != null) {
            defaults.put("acks", acks);
            if (!acks.equals("all") && !acks.equals("-1")) {
                defaults.put("enable.idempotence", "false");
            }
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long sent = 0;
        try (Producer<byte[], byte[]> producer = new TailraceProducer<>(
                        client.config(defaults), new ByteArraySerializer(), new ByteArraySerializer());
                InputStream in = file == null ? System.in : Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Progress progress = new Progress(spec.commandLine().getErr(), "records sent");
            for (String line = lines.readLine(); line != null && failure.get() == null; line = lines.readLine()) {
                sent++;
                var unused = producer.send(record(line, sent), (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
                progress.update(sent);
            }
            producer.flush();
            progress.end();
        }
        Exception problem = failure.get();
        if (problem != null) {
            throw new CommandFailure("a record could not be written to " + topic + ": " + problem.getMessage());
        }
        spec.commandLine().getErr().printf(Locale.ROOT, "%,d record(s) written to %s%n", sent, topic);
        return 0;
    }

    private ProducerRecord<byte[], byte[]> record(String line, long number) {
        byte[] key = null;
        String value = line;
        if (separator != null) {
            int at = line.indexOf(separator);
            if (at < 0) {
                throw new CommandFailure(
                        "expected the key separator '" + separator + "' in line " + number + ", found '" + line + "'");
            }
            key = parse(keyFormat, line.substring(0, at), "key", number);
            value = line.substring(at + separator.length());
        }
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, key, parse(valueFormat, value, "value", number));
        headers.forEach((name, content) -> record.headers().add(name, content.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static byte[] parse(Format format, String text, String what, long line) {
        try {
            return format.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("expected a " + what + " of format "
                    + format.name().toLowerCase(Locale.ROOT) + " in line " + line + ", found '" + text + "'");
        }
    }
}
