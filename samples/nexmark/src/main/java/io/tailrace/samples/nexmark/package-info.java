/** Nexmark, a benchmark of an auction site, written in the streams DSL: a generator of persons, auctions and bids, the queries, and a
 * program that runs one of them. */
@NullMarked
package io.tailrace.samples.nexmark;

import org.jspecify.annotations.NullMarked;
