package io.tailrace.samples.nexmark.model;

/**
 * Something for sale until {@code expiresMs}.
 *
 * @param initialBid in cents
 * @param reserve least price that wins, in cents
 * @param seller the id of a person
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        long dateTimeMs,
        long expiresMs,
        long seller,
        long category,
        String extra) {}
