package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.model.Person;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import java.util.Set;

/** Who sells in category 10 in Oregon, Idaho or California: a table of auctions joined to a table of persons by the key that the auction holds. */
final class Query3 implements Query {

    private static final Set<String> STATES = Set.of("OR", "ID", "CA");

    /** The result. */
    public record LocalAuction(String name, String city, String state, long auction) {}

    @Override
    public String name() {
        return "q3";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KStream<byte[], Event> events = Site.events(builder);
        KTable<Long, Person> persons = Site.persons(events)
                .filter((key, person) -> STATES.contains(person.state()))
                .selectKey((key, person) -> person.id())
                .toTable(Materialized.with(Serdes.Long(), Site.json(Person.class)));
        KTable<Long, Auction> auctions = Site.auctions(events)
                .filter((key, auction) -> auction.category() == 10)
                .selectKey((key, auction) -> auction.id())
                .toTable(Materialized.with(Serdes.Long(), Site.json(Auction.class)));
        KTable<Long, LocalAuction> local = auctions.join(
                persons,
                Auction::seller,
                (auction, person) -> new LocalAuction(person.name(), person.city(), person.state(), auction.id()),
                Materialized.with(Serdes.Long(), Site.json(LocalAuction.class)));
        Site.write(local.toStream().selectKey((id, row) -> Long.toString(id)), this, LocalAuction.class);
    }
}
