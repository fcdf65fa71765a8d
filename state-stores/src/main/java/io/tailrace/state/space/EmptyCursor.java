package io.tailrace.state.space;

import java.util.NoSuchElementException;

/** {@link ByteCursor#EMPTY}. */
final class EmptyCursor implements ByteCursor {

    @Override
    public boolean next() {
        return false;
    }

    @Override
    public byte[] key() {
        throw new NoSuchElementException("the cursor has no entry");
    }

    @Override
    public byte[] value() {
        throw new NoSuchElementException("the cursor has no entry");
    }

    @Override
    public void close() {}
}
