package io.tailrace.metadata;

/** Is told of every new image, in order. */
@FunctionalInterface
public interface MetadataListener {

    /**
     * Called after {@code after} has replaced {@code before}, on the thread of the quorum. Must return quickly and not
     * throw.
     */
    void onImage(MetadataImage before, MetadataImage after);
}
