package io.tailrace.samples.clickstream;

/**
 * One request.
 *
 * @param client the address of the client
 * @param timeMs when it was made, in milliseconds since 1970 UTC
 * @param path what was asked for, without its query string
 * @param bytes the size of the response; 0 where the log has {@code -}
 */
record Click(String client, long timeMs, String path, long bytes) {}
