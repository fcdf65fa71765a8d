package io.tailrace.streams.processor.api;

import org.jspecify.annotations.Nullable;

/**
 * Context of a {@link Processor}.
 *
 * <p><b>Threads:</b> as {@link ProcessingContext}.
 */
public interface ProcessorContext<KForward, VForward> extends ProcessingContext {
    /** Passes a record to all children, depth first, before it returns. */
    <K extends KForward, V extends VForward> void forward(Record<K, V> record);

    /** Passes a record to the child of this name. */
    <K extends KForward, V extends VForward> void forward(Record<K, V> record, @Nullable String childName);
}
