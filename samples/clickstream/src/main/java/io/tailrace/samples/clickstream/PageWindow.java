package io.tailrace.samples.clickstream;

/** Key of topic {@code page-hits}: the beginning of an hour, UTC ({@code 2015-05-17T10:00:00Z}), and a path. */
record PageWindow(String windowStart, String path) {}
