package io.tailrace.samples.clickstream;

/** Key of topic {@code sessions}: a client and the times of its first and last request, UTC. */
record Session(String client, String start, String end) {}
