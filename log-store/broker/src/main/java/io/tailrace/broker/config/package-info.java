/** The broker's and the topics' configuration keys, each declared once, and the typed view of them. */
@NullMarked
package io.tailrace.broker.config;

import org.jspecify.annotations.NullMarked;
