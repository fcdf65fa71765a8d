package io.tailrace.samples.nexmark.generator;

import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.model.Person;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Makes the events of an auction site: of 50, one is a new person, three are new auctions, 46 are bids. Some persons and auctions are hot.
 *
 * <p>The number of an event seeds its random numbers, so a number gives the same event in every run. The description followed here, with its
 * constants, is Apache Beam's Nexmark; {@link GeneratorSettings#asBeam} makes its very events, but for channel and URL of a bid, which Beam's
 * bids do not have and which are drawn apart.
 *
 * <p><b>Threads:</b> one.
 */
public final class NexmarkGenerator implements Iterator<Event> {

    private static final int ROUND = 50;
    private static final int PERSONS = 1;
    private static final int AUCTIONS = 3;
    private static final long FIRST_ID = 1000;
    private static final long FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final int LEAD = 10;
    private static final int HOT_BATCH = 100;
    private static final int HOT_SELLERS_RATIO = 4;
    private static final int HOT_BIDDERS_RATIO = 4;
    private static final int HOT_AUCTIONS_RATIO = 2;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int AUCTIONS_IN_FLIGHT = 100;
    private static final int PERSON_BYTES = 200;
    private static final int AUCTION_BYTES = 500;
    private static final int BID_BYTES = 100;

    private static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final List<String> CITIES = List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    private static final List<String> FIRST_NAMES =
            List.of("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final List<String> LAST_NAMES =
            List.of("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
    private static final List<String> HOT_CHANNELS = List.of("Google", "Facebook", "Baidu", "Apple");

    private final GeneratorSettings settings;
    private long made;

    public NexmarkGenerator(GeneratorSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean hasNext() {
        return made < settings.events();
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + settings.events() + " events are made");
        }
        long number = settings.adjusted(made);
        made++;
        Random random = new Random(settings.seed(number));
        long timeMs = settings.timeMs(number);
        long inRound = number % ROUND;
        if (inRound < PERSONS) {
            return Event.of(person(number, random, timeMs));
        }
        return inRound < PERSONS + AUCTIONS
                ? Event.of(auction(number, random, timeMs))
                : Event.of(bid(number, random, timeMs));
    }

    private static Person person(long number, Random random, long timeMs) {
        String name = any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
        String email = RandomText.words(random, 7) + "@" + RandomText.words(random, 5) + ".com";
        String card = creditCard(random);
        String city = any(CITIES, random);
        String state = any(STATES, random);
        int size = 8 + name.length() + email.length() + card.length() + city.length() + state.length();
        String extra = RandomText.padding(random, size, PERSON_BYTES);
        return new Person(FIRST_ID + lastPerson(number), name, email, card, city, state, timeMs, extra);
    }

    private static String creditCard(Random random) {
        StringBuilder card = new StringBuilder(19);
        for (int group = 0; group < 4; group++) {
            card.append(group == 0 ? "" : " ").append(String.format(Locale.ROOT, "%04d", random.nextInt(10_000)));
        }
        return card.toString();
    }

    private Auction auction(long number, Random random, long timeMs) {
        boolean hot = random.nextInt(HOT_SELLERS_RATIO) > 0;
        long seller = FIRST_ID + (hot ? batch(lastPerson(number)) : anyPerson(number, random));
        long category = FIRST_CATEGORY + random.nextInt(CATEGORIES);
        long initialBid = RandomText.price(random);
        long expiresMs = timeMs + lengthMs(number, random, timeMs);
        String name = RandomText.words(random, 20);
        String description = RandomText.words(random, 100);
        long reserve = initialBid + RandomText.price(random);
        int size = 8 + name.length() + description.length() + 5 * 8;
        String extra = RandomText.padding(random, size, AUCTION_BYTES);
        return new Auction(
                FIRST_ID + lastAuction(number),
                name,
                description,
                initialBid,
                reserve,
                timeMs,
                expiresMs,
                seller,
                category,
                extra);
    }

    /** On average, as long as it takes to open as many auctions as are in flight. */
    private long lengthMs(long number, Random random, long timeMs) {
        long ahead = (long) AUCTIONS_IN_FLIGHT * ROUND / AUCTIONS;
        long horizonMs = settings.timeMs(number + ahead) - timeMs;
        return 1 + RandomText.below(random, Math.max(horizonMs * 2, 1));
    }

    private Bid bid(long number, Random random, long timeMs) {
        boolean hotAuction = random.nextInt(HOT_AUCTIONS_RATIO) > 0;
        long auction = FIRST_ID + (hotAuction ? batch(lastAuction(number)) : anyAuction(number, random));
        boolean hotBidder = random.nextInt(HOT_BIDDERS_RATIO) > 0;
        long bidder = FIRST_ID + (hotBidder ? batch(lastPerson(number)) + 1 : anyPerson(number, random));
        long price = RandomText.price(random);
        String extra = RandomText.padding(random, 4 * 8, BID_BYTES);
        Random apart = new Random(~settings.seed(number));
        String channel = channel(apart);
        String url = url(channel, apart);
        return new Bid(auction, bidder, price, channel, url, timeMs, extra);
    }

    private static String channel(Random random) {
        return random.nextBoolean() ? any(HOT_CHANNELS, random) : "channel-" + random.nextInt(10_000);
    }

    private static String url(String channel, Random random) {
        String base = "https://www.nexmark.com/" + RandomText.words(random, 8).replace(' ', '-') + "/item.htm?query=1";
        if (HOT_CHANNELS.contains(channel) || random.nextInt(10) == 0) {
            return base;
        }
        return base + "&channel_id=" + Math.abs(Integer.reverse(channel.hashCode()));
    }

    private static long batch(long id) {
        return id / HOT_BATCH * HOT_BATCH;
    }

    /** The newest person, from 0, when event {@code number} is made; itself if it is a person. */
    private static long lastPerson(long number) {
        return number / ROUND;
    }

    /** The newest auction, from 0, when event {@code number} is made; itself if it is an auction. */
    private static long lastAuction(long number) {
        long round = number / ROUND;
        long inRound = number % ROUND;
        if (inRound < PERSONS) {
            return (round - 1) * AUCTIONS + AUCTIONS - 1;
        }
        return round * AUCTIONS + Math.min(inRound - PERSONS, AUCTIONS - 1);
    }

    /** One of the active persons, or of the next few who are not there yet. */
    private static long anyPerson(long number, Random random) {
        long persons = lastPerson(number) + 1;
        long active = Math.min(persons, ACTIVE_PERSONS);
        return persons - active + RandomText.below(random, active + LEAD);
    }

    /** One of the auctions in flight, or of the next few that are not open yet. */
    private static long anyAuction(long number, Random random) {
        long newest = lastAuction(number);
        long oldest = Math.max(newest - AUCTIONS_IN_FLIGHT, 0);
        return oldest + RandomText.below(random, newest - oldest + 1 + LEAD);
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
