package io.tailrace.samples.clickstream;

/** Value of topic {@code page-hits}: how often a page was asked for in an hour, and the bytes sent for it. */
record PageStats(long hits, long bytes) {

    static final PageStats NONE = new PageStats(0, 0);

    PageStats plus(PageHit hit) {
        return new PageStats(hits + 1, Math.addExact(bytes, hit.bytes()));
    }
}
