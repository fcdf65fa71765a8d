package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.StreamJoined;

/**
 * Every auction with its best bid so far: not below the reserve, made before the auction expired; the highest, of equal ones the earliest. A
 * bid may come before its auction. Once an auction has expired the row is final.
 */
final class WinningBids {

    /** An auction and its best bid. */
    public record Winner(Auction auction, Bid bid) {}

    private WinningBids() {}

    /** Every bid with its auction, in whatever order the two come. */
    static KStream<Long, Winner> bidsWithAuctions(KStream<byte[], Event> events, QuerySettings settings) {
        KStream<Long, Bid> bids = Site.bids(events).selectKey((key, bid) -> bid.auction());
        KStream<Long, Auction> auctions = Site.auctions(events).selectKey((key, auction) -> auction.id());
        return bids.join(
                auctions,
                (bid, auction) -> new Winner(auction, bid),
                JoinWindows.ofTimeDifferenceAndGrace(settings.auctionSpan(), settings.grace()),
                StreamJoined.with(Serdes.Long(), Site.json(Bid.class), Site.json(Auction.class)));
    }

    static KTable<Long, Winner> of(KStream<byte[], Event> events, QuerySettings settings) {
        return bidsWithAuctions(events, settings)
                .filter((id, pair) -> pair.bid().price() >= pair.auction().reserve()
                        && pair.bid().dateTimeMs() < pair.auction().expiresMs())
                .groupByKey(Grouped.with(Serdes.Long(), Site.json(Winner.class)))
                .reduce(
                        (best, next) -> Bid.BY_PRICE.compare(best.bid(), next.bid()) < 0 ? next : best,
                        Materialized.with(Serdes.Long(), Site.json(Winner.class)));
    }
}
