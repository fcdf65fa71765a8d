package io.tailrace.samples.clickstream;

/** A line that was not used, and why. */
record DeadLetter(String reason, String line) {}
