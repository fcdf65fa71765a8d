package io.tailrace.streams.processor.api;

import org.jspecify.annotations.Nullable;

/**
 * Context of a {@link FixedKeyProcessor}.
 *
 * <p><b>Threads:</b> as {@link ProcessingContext}.
 */
public interface FixedKeyProcessorContext<KForward, VForward> extends ProcessingContext {
    /** Passes a record to all children, depth first, before it returns. */
    <K extends KForward, V extends VForward> void forward(FixedKeyRecord<K, V> record);

    /** Passes a record to the child of this name. */
    <K extends KForward, V extends VForward> void forward(FixedKeyRecord<K, V> record, @Nullable String childName);
}
