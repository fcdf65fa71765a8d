package io.tailrace.samples.nexmark.query;

/** Prices in three bands: below 10,000 cents, below 1,000,000, and the rest. */
final class PriceBand {

    static final int COUNT = 3;

    private PriceBand() {}

    /** 0 to 2. */
    static int of(long price) {
        if (price < 10_000) {
            return 0;
        }
        return price < 1_000_000 ? 1 : 2;
    }
}
