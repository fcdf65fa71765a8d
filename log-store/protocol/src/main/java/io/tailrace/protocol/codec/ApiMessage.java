package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A request, response, header or data structure of the Apache Kafka wire protocol. Implementations are generated
 * from Kafka's message specifications; they are plain mutable objects with one accessor and one fluent setter a field.
 *
 * <p>Fields of type {@code records} are {@link ByteBuf} slices that share the memory of the buffer they were read
 * from; reading takes one reference for each (see {@link #release()}).
 *
 * <p><b>Threads:</b> owned by one thread at a time; hand over safely.
 */
public interface ApiMessage {

    /** The API key, or -1 for headers and data structures that are not a request or response. */
    short apiKey();

    /** The lowest version this message can be read and written in. */
    short lowestSupportedVersion();

    /** The highest version this message can be read and written in. */
    short highestSupportedVersion();

    /** Exact number of bytes that {@link #write} produces. */
    int size(short version);

    /**
     * Writes this message.
     *
     * @param records where {@code records} fields go; {@link RecordsSink#COPY} puts them in {@code out}
     * @throws UnsupportedFieldException if a field that may not be dropped has a value that {@code version} lacks
     */
    void write(ByteBuf out, short version, RecordsSink records);

    /** Writes this message with its records copied into {@code out}. */
    default void write(ByteBuf out, short version) {
        write(out, version, RecordsSink.COPY);
    }

    /**
     * Replaces the content of this message by what {@code in} holds at its reader index.
     *
     * @throws MalformedMessageException if the bytes are not a message of that version
     */
    void read(ByteBuf in, short version);

    /** Tagged fields that were read and that this specification does not know; they are written again. */
    List<RawTaggedField> unknownTaggedFields();

    /** Releases the {@code records} slices inside, if any, and forgets them. Safe to call more than once. */
    default void release() {}
}
