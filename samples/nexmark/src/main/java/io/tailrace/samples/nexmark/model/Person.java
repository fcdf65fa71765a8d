package io.tailrace.samples.nexmark.model;

/** Somebody who sells or bids. */
public record Person(
        long id,
        String name,
        String emailAddress,
        String creditCard,
        String city,
        String state,
        long dateTimeMs,
        String extra) {}
