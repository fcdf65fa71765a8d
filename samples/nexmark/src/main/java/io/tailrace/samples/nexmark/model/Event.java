package io.tailrace.samples.nexmark.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One of the three, in the one stream that all come in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Event(
        @Nullable Person person,
        @Nullable Auction auction,
        @Nullable Bid bid) {

    public Event {
        int given = (person == null ? 0 : 1) + (auction == null ? 0 : 1) + (bid == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException("expected one of person, auction and bid, found " + given);
        }
    }

    public static Event of(Person person) {
        return new Event(person, null, null);
    }

    public static Event of(Auction auction) {
        return new Event(null, auction, null);
    }

    public static Event of(Bid bid) {
        return new Event(null, null, bid);
    }

    /** Event time, milliseconds since the epoch. */
    @JsonIgnore
    public long dateTimeMs() {
        if (person != null) {
            return person.dateTimeMs();
        }
        if (auction != null) {
            return auction.dateTimeMs();
        }
        return bid == null ? -1 : bid.dateTimeMs();
    }
}
