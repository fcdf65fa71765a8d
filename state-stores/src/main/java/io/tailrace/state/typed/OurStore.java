package io.tailrace.state.typed;

import io.tailrace.streams.processor.StateStore;

/** A store of this module, of whose innermost layer a builder can make its own: the layers between are left out. */
public interface OurStore extends StateStore {

    /** The source of the innermost layer. */
    SpaceSource source();
}
