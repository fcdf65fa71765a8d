package io.tailrace.state.layout;

/** How a store's keys on the changelog lie in its space. */
public interface KeyLayout {

    /** Both are the same: key-value stores. */
    KeyLayout SAME = new KeyLayout() {
        @Override
        public byte[] changelogKey(byte[] spaceKey) {
            return spaceKey;
        }

        @Override
        public byte[] spaceKey(byte[] changelogKey) {
            return changelogKey;
        }
    };

    byte[] changelogKey(byte[] spaceKey);

    /**
     * @throws io.tailrace.streams.errors.ProcessorStateException if {@code changelogKey} is too short to be one
     */
    byte[] spaceKey(byte[] changelogKey);
}
