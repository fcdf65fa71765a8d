package io.tailrace.samples.nexmark.query;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.serialization.JsonSerde;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.model.Person;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.TimestampExtractor;
import java.util.Objects;

/** The stream of events, taken apart, and the way out for results. */
public final class Site {

    /** Events as JSON; the key is not used. */
    public static final String EVENTS = "nexmark-events";

    /** What {@link Query13} looks bids up in: number to text. */
    public static final String SIDE_INPUT = "nexmark-side-input";

    private Site() {}

    public static <T> Serde<T> json(Class<T> type) {
        return new JsonSerde<>(type);
    }

    private static long eventTime(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.value() instanceof Event event ? event.dateTimeMs() : partitionTime;
    }

    private static KStream<byte[], Event> events(StreamsBuilder builder, TimestampExtractor time) {
        return builder.stream(
                EVENTS, Consumed.with(Serdes.ByteArray(), json(Event.class)).withTimestampExtractor(time));
    }

    static KStream<byte[], Event> events(StreamsBuilder builder) {
        return events(builder, Site::eventTime);
    }

    /** Bids whose time is when they are read. */
    static KStream<byte[], Bid> bidsAt(StreamsBuilder builder, TimestampExtractor time) {
        return bids(events(builder, time));
    }

    static KStream<byte[], Bid> bids(StreamsBuilder builder) {
        return bids(events(builder));
    }

    static KStream<byte[], Bid> bids(KStream<byte[], Event> events) {
        return events.filter((key, event) -> event.bid() != null)
                .mapValues(event -> Objects.requireNonNull(event.bid()));
    }

    static KStream<byte[], Auction> auctions(KStream<byte[], Event> events) {
        return events.filter((key, event) -> event.auction() != null)
                .mapValues(event -> Objects.requireNonNull(event.auction()));
    }

    static KStream<byte[], Person> persons(KStream<byte[], Event> events) {
        return events.filter((key, event) -> event.person() != null)
                .mapValues(event -> Objects.requireNonNull(event.person()));
    }

    static <V> void write(KStream<String, V> results, Query query, Class<V> type) {
        results.to(query.resultTopic(), Produced.with(Serdes.String(), json(type)));
    }

    static <V> void write(KTable<String, V> results, Query query, Class<V> type) {
        write(results.toStream(), query, type);
    }

    /** For results that have no key of their own. */
    static <V> void writeAll(KStream<?, V> results, Query query, Class<V> type) {
        results.map((key, value) -> new KeyValue<>((String) null, value))
                .to(query.resultTopic(), Produced.with(Serdes.String(), json(type)));
    }
}
