package io.tailrace.samples.nexmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailrace.samples.nexmark.model.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.nexmark.NexmarkConfiguration;
import org.apache.beam.sdk.nexmark.NexmarkUtils;
import org.apache.beam.sdk.nexmark.model.AuctionBid;
import org.apache.beam.sdk.nexmark.model.AuctionCount;
import org.apache.beam.sdk.nexmark.model.AuctionPrice;
import org.apache.beam.sdk.nexmark.model.CategoryPrice;
import org.apache.beam.sdk.nexmark.model.IdNameReserve;
import org.apache.beam.sdk.nexmark.model.NameCityStateId;
import org.apache.beam.sdk.nexmark.model.SellerPrice;
import org.apache.beam.sdk.nexmark.queries.AbstractSimulator;
import org.apache.beam.sdk.nexmark.queries.NexmarkQueryModel;
import org.apache.beam.sdk.nexmark.queries.Query0Model;
import org.apache.beam.sdk.nexmark.queries.Query1Model;
import org.apache.beam.sdk.nexmark.queries.Query2Model;
import org.apache.beam.sdk.nexmark.queries.Query3Model;
import org.apache.beam.sdk.nexmark.queries.Query4Model;
import org.apache.beam.sdk.nexmark.queries.Query5Model;
import org.apache.beam.sdk.nexmark.queries.Query6Model;
import org.apache.beam.sdk.nexmark.queries.Query7Model;
import org.apache.beam.sdk.nexmark.queries.Query8Model;
import org.apache.beam.sdk.nexmark.queries.Query9Model;
import org.apache.beam.sdk.values.TimestampedValue;

/** Results of Beam's own simulators of the queries 0 to 9, and ours, both brought to the same lines of text. */
final class BeamOracle {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BeamOracle() {}

    static NexmarkConfiguration configuration(long events, int rate, int outOfOrderGroup) {
        NexmarkConfiguration configuration = new NexmarkConfiguration();
        configuration.numEvents = events;
        configuration.firstEventRate = rate;
        configuration.nextEventRate = rate;
        configuration.numEventGenerators = 1;
        configuration.outOfOrderGroupSize = outOfOrderGroup;
        return configuration;
    }

    static Iterator<TimestampedValue<org.apache.beam.sdk.nexmark.model.Event>> events(
            NexmarkConfiguration configuration) {
        return NexmarkUtils.standardEventIterator(configuration);
    }

    /** The final results of a query, sorted. */
    static List<String> results(int query, NexmarkConfiguration configuration) {
        List<NexmarkQueryModel<?>> models = List.of(
                new Query0Model(configuration),
                new Query1Model(configuration),
                new Query2Model(configuration),
                new Query3Model(configuration),
                new Query4Model(configuration),
                new Query5Model(configuration),
                new Query6Model(configuration),
                new Query7Model(configuration),
                new Query8Model(configuration),
                new Query9Model(configuration));
        AbstractSimulator<?, ?> simulator = models.get(query).simulator();
        List<String> lines = new ArrayList<>();
        Map<String, String> hot = new TreeMap<>();
        simulator.results().forEachRemaining(result -> {
            if (result.getValue() instanceof AuctionCount count) { // one line for all that are as hot in a window
                hot.merge(
                        Long.toString(result.getTimestamp().getMillis()),
                        count.num + " " + count.auction,
                        (all, next) -> all + next.substring(next.indexOf(' ')));
            } else {
                lines.add(line(result.getValue()));
            }
        });
        lines.addAll(hot.values());
        return lines.stream().sorted().toList();
    }

    private static JsonNode tree(Object value) {
        try {
            return JSON.readTree(value.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(value.toString(), e);
        }
    }

    private static String line(Object value) {
        if (value instanceof org.apache.beam.sdk.nexmark.model.Event event) {
            return event(event);
        }
        if (value instanceof org.apache.beam.sdk.nexmark.model.Bid bid) {
            return bid(bid);
        }
        if (value instanceof AuctionPrice price) {
            return price.auction + " " + price.price;
        }
        if (value instanceof NameCityStateId local) {
            return local.name + "," + local.city + "," + local.state + "," + local.id;
        }
        if (value instanceof CategoryPrice price) {
            return price.category + " " + price.price;
        }
        if (value instanceof SellerPrice price) {
            return join(" ", tree(price), "seller", "price"); // its text is JSON; its fields are private
        }
        if (value instanceof IdNameReserve seller) {
            return join(",", tree(seller), "id", "name", "reserve");
        }
        if (value instanceof AuctionBid winner) {
            return auction(winner.auction) + " " + bid(winner.bid);
        }
        throw new IllegalArgumentException("a result of unknown kind: " + value);
    }

    static String event(org.apache.beam.sdk.nexmark.model.Event event) {
        if (event.bid != null) {
            return bid(event.bid);
        }
        if (event.newAuction != null) {
            return auction(event.newAuction);
        }
        var person = event.newPerson;
        return String.join(
                "|",
                Long.toString(person.id),
                person.name,
                person.emailAddress,
                person.creditCard,
                person.city,
                person.state,
                Long.toString(person.dateTime.getMillis()),
                person.extra);
    }

    private static String bid(org.apache.beam.sdk.nexmark.model.Bid bid) {
        return bid.auction + "|" + bid.bidder + "|" + bid.price + "|" + bid.dateTime.getMillis() + "|" + bid.extra;
    }

    private static String auction(org.apache.beam.sdk.nexmark.model.Auction auction) {
        return String.join(
                "|",
                Long.toString(auction.id),
                auction.itemName,
                auction.description,
                Long.toString(auction.initialBid),
                Long.toString(auction.reserve),
                Long.toString(auction.dateTime.getMillis()),
                Long.toString(auction.expires.getMillis()),
                Long.toString(auction.seller),
                Long.toString(auction.category),
                auction.extra);
    }

    static String ourEvent(Event event) {
        return ours(0, tree(QueryRun.json(event)));
    }

    /** Our results as such lines, sorted. */
    static List<String> ours(int query, List<String> results) {
        return results.stream().map(text -> ours(query, tree(text))).sorted().toList();
    }

    private static String ours(int query, JsonNode row) {
        return switch (query) {
            case 0 ->
                row.has("bid")
                        ? bid(row.get("bid"))
                        : row.has("auction") ? auction(row.get("auction")) : person(row.get("person"));
            case 1, 7 -> bid(row);
            case 2 -> join(" ", row, "auction", "price");
            case 3 -> join(",", row, "name", "city", "state", "auction");
            case 4 -> join(" ", row, "category", "price");
            case 5 -> row.get("count").asText() + list(row.get("auctions"));
            case 6 -> join(" ", row, "seller", "price");
            case 8 -> join(",", row, "id", "name", "reserve");
            case 9 -> auction(row.get("auction")) + " " + bid(row.get("bid"));
            default -> throw new IllegalArgumentException("query " + query);
        };
    }

    private static String list(JsonNode ids) {
        StringBuilder text = new StringBuilder();
        ids.forEach(id -> text.append(' ').append(id.asText()));
        return text.toString();
    }

    private static String bid(JsonNode bid) {
        return join("|", bid, "auction", "bidder", "price", "dateTimeMs", "extra");
    }

    private static String auction(JsonNode auction) {
        return join(
                "|",
                auction,
                "id",
                "itemName",
                "description",
                "initialBid",
                "reserve",
                "dateTimeMs",
                "expiresMs",
                "seller",
                "category",
                "extra");
    }

    private static String person(JsonNode person) {
        return join("|", person, "id", "name", "emailAddress", "creditCard", "city", "state", "dateTimeMs", "extra");
    }

    private static String join(String between, JsonNode row, String... fields) {
        return String.join(
                between, Stream.of(fields).map(field -> row.get(field).asText()).toList());
    }
}
