package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.Topology;
import io.tailrace.streams.TopologyTestDriver;
import io.tailrace.streams.kstream.AsyncOptions;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.ValueTransformerWithKey;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.api.ContextualFixedKeyProcessor;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.Timers;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.test.TestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Processors: code of your own with stores, timers and calls to other services; and what happens on errors. */
final class ProcessorsChapterTest extends GuideChapter {
    // snippet:processor
    /** Passes on what a key has not sent before. */
    static final class OnlyChanges extends ContextualProcessor<String, String, String, String> {
        private KeyValueStore<String, String> seen;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            seen = context.getStateStore("seen");
        }

        @Override
        public void process(Record<String, String> record) {
            if (!record.value().equals(seen.get(record.key()))) {
                seen.put(record.key(), record.value());
                context().forward(record);
            }
        }
    }
    // end

    @Test
    void shouldProcess() {
        // snippet:process
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("seen"), Serdes.String(), Serdes.String()));
        KStream<String, String> words = builder.stream("words");
        words.process(OnlyChanges::new, "seen").to("changes");
        // end
        // picture:process
        play("""
                words a=hi@0  -> changes a=hi@0
                words a=hi@1
                words a=yo@2  -> changes a=yo@2
                """);
    }

    // snippet:fixed-key-processor
    static final class AddTopic extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            String topic = context().recordMetadata().orElseThrow().topic();
            context().forward(record.withValue(record.value() + " from " + topic));
        }
    }
    // end

    @Test
    void shouldProcessValues() {
        // snippet:process-values
        KStream<String, String> words = builder.stream("words");
        words.processValues(AddTopic::new).to("out");
        // end
        // picture:process-values
        play("""
                words a=hi@0  -> out a=hi from words@0
                """);
    }

    @Test
    void shouldTransformValues() {
        // snippet:transform-values
        KTable<String, String> prices = builder.table("prices");
        prices.transformValues(() -> new ValueTransformerWithKey<String, String, String>() {
                    @Override
                    public void init(io.tailrace.streams.processor.ProcessorContext context) {}

                    @Override
                    public String transform(String fruit, String price) {
                        return price == null ? null : fruit + " costs " + price;
                    }

                    @Override
                    public void close() {}
                })
                .toStream()
                .to("out");
        // end
        // picture:transform-values
        play("""
                prices apple=50@0    -> out apple=apple costs 50@0
                prices apple=null@1  -> out apple=null@1
                """);
    }

    // snippet:punctuate
    /** Says every 100 ms of stream time how many records came. */
    static final class Meter extends ContextualProcessor<String, String, String, String> {
        private int records;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            context.schedule(Duration.ofMillis(100), PunctuationType.STREAM_TIME, time -> {
                context.forward(new Record<>("meter", records + " records", time));
                records = 0;
            });
        }

        @Override
        public void process(Record<String, String> record) {
            records++;
        }
    }
    // end

    @Test
    void shouldPunctuate() {
        // snippet:punctuate-use
        builder.<String, String>stream("words").process(Meter::new).to("out");
        // end
        // picture:punctuate
        play("""
                words a=hi@100  -> out meter=1 records@100
                words a=hi@150
                words a=hi@230  -> out meter=2 records@230
                """);
    }

    // snippet:timers
    /** Reminds of each cart that was not touched for 100 ms. */
    static final class Reminder implements ProcessorSupplier<String, String, String, String> {
        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Timers.storeBuilder("reminders"));
        }

        @Override
        public Processor<String, String, String, String> get() {
            return new ContextualProcessor<>() {
                private Timers<String> timers;

                @Override
                public void init(ProcessorContext<String, String> context) {
                    super.init(context);
                    timers = context.timers(
                            "reminders",
                            Serdes.String(),
                            (cart, name, time) -> context.forward(new Record<>(cart, name, time)));
                }

                @Override
                public void process(Record<String, String> record) {
                    if (record.value().equals("paid")) {
                        timers.cancel(record.key(), "forgotten");
                    } else {
                        timers.register(
                                record.key(), "forgotten", PunctuationType.STREAM_TIME, record.timestamp() + 100);
                    }
                }
            };
        }
    }
    // end

    @Test
    void shouldRemind() {
        // snippet:timers-use
        builder.<String, String>stream("carts").process(new Reminder()).to("reminders");
        // end
        // picture:timers
        play("""
                carts a=pear@0
                carts b=plum@10
                carts b=paid@50
                carts a=apple@60
                carts c=kiwi@159
                carts c=kiwi@300  -> reminders a=forgotten@160
                """);
    }

    @Test
    void shouldMapAsynchronously() {
        // snippet:async
        KStream<String, String> words = builder.stream("words");
        AsyncOptions options = AsyncOptions.defaults()
                .withMaxInFlight(50)
                .withTimeout(Duration.ofSeconds(5))
                .withErrorPolicy(ErrorPolicy.retry(3, Duration.ofMillis(1)).thenDeadLetter("not-looked-up"));
        words.mapValuesAsync((key, word) -> lookUp(word), options).to("out");
        // end
        // picture:async
        play("""
                words a=hi@0   -> out a=HI@0
                words b=bad@1  -> not-looked-up b=bad@1
                """);
    }

    @Test
    void shouldMapKeysAsynchronously() {
        // snippet:async-keys
        KStream<String, String> words = builder.stream("words");
        words.mapAsync((key, word) -> lookUp(word).thenApply(found -> KeyValue.pair(found, key)))
                .to("by-answer");
        // end
        // picture:async-keys
        play("""
                words a=hi@0  -> by-answer HI=a@0
                """);
    }

    private static CompletionStage<String> lookUp(String word) {
        return word.equals("bad")
                ? CompletableFuture.failedFuture(new IllegalStateException("no such word"))
                : CompletableFuture.supplyAsync(() -> word.toUpperCase(Locale.ROOT));
    }

    @Test
    void shouldFollowPolicy() {
        // snippet:error-policy
        config.put("errors.policy", "retry(3, 10ms) dead-letter(letters)");
        KStream<String, String> numbers = builder.stream("numbers");
        numbers.mapValues(number -> String.valueOf(100 / Integer.parseInt(number)))
                .to("out");
        // end
        // picture:error-policy
        play("""
                numbers a=5@0  -> out a=20@0
                numbers a=0@1  -> letters a=0@1
                numbers a=4@2  -> out a=25@2
                """);
    }

    @Test
    void shouldSayInHeadersWhatWentWrong() {
        config.put("errors.policy", "dead-letter(letters)");
        KStream<String, String> numbers = builder.stream("numbers");
        numbers.mapValues(number -> String.valueOf(100 / Integer.parseInt(number)))
                .to("out");
        try (TopologyTestDriver tested = new TopologyTestDriver(builder.build(), config)) {
            tested.createInputTopic("numbers", new StringSerializer(), new StringSerializer())
                    .pipeInput("a", "0");
            TestRecord<String, String> letter = tested.createOutputTopic(
                            "letters", new StringDeserializer(), new StringDeserializer())
                    .readRecord();
            byte[] message =
                    letter.headers().lastHeader("__streams.errors.message").value();
            assertThat(message).asString(StandardCharsets.UTF_8).isEqualTo("/ by zero");
        }
    }

    @Test
    void shouldRunTopologyWithoutDsl() {
        // snippet:topology
        Topology topology = new Topology()
                .addSource("source", "words")
                .addProcessor("changes", OnlyChanges::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("seen"), Serdes.String(), Serdes.String()),
                        "changes")
                .addSink("sink", "out", "changes");
        // end
        // picture:topology
        play(topology, """
                words a=hi@0  -> out a=hi@0
                words a=hi@1
                """);
        assertThat(topology.describe().toMermaid()).contains("changes");
    }
}
