package io.tailrace.samples.nexmark.model;

import java.util.Comparator;

/**
 * An offer.
 *
 * @param auction the id of an auction, which may come later than the bid
 * @param bidder the id of a person, who may come later than the bid
 * @param price in cents
 */
public record Bid(long auction, long bidder, long price, String channel, String url, long dateTimeMs, String extra) {

    /** The best is last: the higher price, then the earlier bid. What follows only makes the order total. */
    public static final Comparator<Bid> BY_PRICE = Comparator.comparingLong(Bid::price)
            .thenComparing(Comparator.comparingLong(Bid::dateTimeMs).reversed())
            .thenComparing(Comparator.comparingLong(Bid::bidder).reversed())
            .thenComparing(Comparator.comparing(Bid::extra).reversed());
}
