package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Writes each record as a line {@code [label]: text}. */
public record StreamPrint<K, V>(OutputStream target, String label, KeyValueMapper<? super K, ? super V, String> mapper)
        implements ProcessorSupplier<K, V, Void, Void> {
    @Override
    public Processor<K, V, Void, Void> get() {
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        return new Processor<>() {
            @Override
            public void process(Record<K, V> record) {
                writer.println("[" + label + "]: " + mapper.apply(record.key(), record.value()));
                writer.flush();
            }

            @Override
            public void close() {
                if (target == System.out) {
                    writer.flush();
                } else {
                    writer.close();
                }
            }
        };
    }
}
