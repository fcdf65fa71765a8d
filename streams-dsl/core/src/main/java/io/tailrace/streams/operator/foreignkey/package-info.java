/**
 * Joins of two tables on a key that is computed from the rows of the first (KIP-213). A row of the left table subscribes to the row of the
 * right table that it refers to; the right side answers now and whenever that row changes; the left side drops answers to rows that it
 * does not have any more.
 *
 * <pre>
 * left table ─▶ SubscriptionSender ─▶ (registration topic) ─▶ SubscriptionReceiver ─▶ SubscriptionJoin ──┐
 *                                                             (subscription store)                       │
 * right table ─────────────────────────────────────────────────────────────▶ ForeignTableJoin ───────────┤
 * result ◀─ ResponseJoin ◀─ (response topic) ◀───────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Topics, stores and bytes are Kafka's.
 */
@NullMarked
package io.tailrace.streams.operator.foreignkey;

import org.jspecify.annotations.NullMarked;
