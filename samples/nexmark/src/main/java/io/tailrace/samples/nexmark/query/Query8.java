package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.model.Person;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.StreamJoined;

/** Who came and sold in the same tumbling window. */
final class Query8 implements Query {

    /** The result, one for each auction. */
    public record NewSeller(long id, String name, long reserve) {}

    @Override
    public String name() {
        return "q8";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        long windowMs = settings.window().toMillis();
        KStream<byte[], Event> events = Site.events(builder);
        KStream<String, Person> persons =
                Site.persons(events).selectKey((key, person) -> person.id() + "@" + person.dateTimeMs() / windowMs);
        KStream<String, Auction> auctions = Site.auctions(events)
                .selectKey((key, auction) -> auction.seller() + "@" + auction.dateTimeMs() / windowMs);
        KStream<String, NewSeller> sellers = persons.join(
                auctions,
                (person, auction) -> new NewSeller(person.id(), person.name(), auction.reserve()),
                JoinWindows.ofTimeDifferenceAndGrace(settings.window(), settings.grace()),
                StreamJoined.with(Serdes.String(), Site.json(Person.class), Site.json(Auction.class)));
        Site.writeAll(sellers, this, NewSeller.class);
    }
}
