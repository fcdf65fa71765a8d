/**
 * Typed configuration: a key is declared once with its type, default, unit, bounds and documentation; parsing,
 * validation, hints for mistyped keys and the reference table all come from that declaration. The shapes are Kafka's.
 */
@NullMarked
package io.tailrace.common.config;

import org.jspecify.annotations.NullMarked;
