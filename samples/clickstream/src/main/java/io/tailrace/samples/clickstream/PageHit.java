package io.tailrace.samples.clickstream;

/** One request of a page on its way to the hour it belongs to. */
record PageHit(String path, long bytes) {}
