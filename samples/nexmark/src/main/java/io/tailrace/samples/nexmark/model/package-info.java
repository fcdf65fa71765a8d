/** What the site records: persons, auctions, bids. */
@NullMarked
package io.tailrace.samples.nexmark.model;

import org.jspecify.annotations.NullMarked;
