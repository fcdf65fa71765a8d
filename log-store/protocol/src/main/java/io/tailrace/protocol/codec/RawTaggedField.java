package io.tailrace.protocol.codec;

/** A tagged field that the specification does not know, kept so that it survives a round trip (KIP-482). */
@SuppressWarnings("ArrayRecordComponent") // raw wire bytes, never compared
public record RawTaggedField(int tag, byte[] data) {}
