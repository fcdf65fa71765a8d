package io.tailrace.samples.nexmark.query;

import java.time.Duration;

/**
 * Lengths of time that the queries use.
 *
 * @param window of tumbling and hopping windows
 * @param slide of hopping windows
 * @param sessionGap time without a bid that ends a session
 * @param grace how late an event may be
 * @param auctionSpan longest time between an auction and a bid for it
 */
public record QuerySettings(
        Duration window, Duration slide, Duration sessionGap, Duration grace, Duration auctionSpan) {

    /** Windows of 10 s that start every 5 s, as Beam's; the generator's auctions are open for 34 s at most at 100 events a second. */
    public static QuerySettings defaults() {
        return new QuerySettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
    }
}
