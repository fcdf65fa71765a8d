package io.tailrace.state.session;

/**
 * What the supplier of a session store says about it. Times are milliseconds.
 *
 * @param retentionMs how long sessions are kept after their end
 * @param shownMs how long queries are shown them; less than they are kept where closed sessions wait to be emitted
 * @param keepsEdge whether the store, if it is cached, keeps a session one millisecond longer: one that ends exactly at stream time minus
 *     the retention is still open for an aggregation, whose next record has to find it
 */
record SessionSettings(long retentionMs, long shownMs, boolean keepsEdge, long segmentIntervalMs) {}
