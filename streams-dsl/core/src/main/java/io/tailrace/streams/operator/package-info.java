/**
 * The operators of the DSL: processors of streams and tables. They see a task only through the Processor API and
 * {@link io.tailrace.streams.operator.OperatorContext}.
 */
@NullMarked
package io.tailrace.streams.operator;

import org.jspecify.annotations.NullMarked;
