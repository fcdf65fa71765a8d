package io.tailrace.common.header.internals;

import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Headers in a list that is made when the first is added, because most records have none.
 *
 * <p><b>Threads:</b> one at a time; read-only headers may be shared.
 */
public class RecordHeaders implements Headers {

    private static final Header[] NONE = new Header[0];

    private List<Header> headers = List.of();
    private volatile boolean readOnly;

    public RecordHeaders() {}

    public RecordHeaders(Header @Nullable [] headers) {
        if (headers != null && headers.length > 0) {
            this.headers = new ArrayList<>(List.of(headers));
        }
    }

    public RecordHeaders(@Nullable Iterable<Header> headers) {
        if (headers instanceof RecordHeaders other) {
            this.headers = other.headers.isEmpty() ? List.of() : new ArrayList<>(other.headers);
        } else if (headers != null) {
            headers.forEach(this::append);
        }
    }

    private void append(Header header) {
        if (headers.isEmpty()) {
            headers = new ArrayList<>(4);
        }
        headers.add(Objects.requireNonNull(header, "header"));
    }

    @Override
    public Headers add(Header header) {
        ensureWritable();
        append(header);
        return this;
    }

    @Override
    public Headers add(String key, byte @Nullable [] value) {
        return add(new RecordHeader(key, value));
    }

    @Override
    public Headers remove(String key) {
        ensureWritable();
        if (!headers.isEmpty()) {
            headers.removeIf(header -> header.key().equals(key));
        }
        return this;
    }

    @Override
    public @Nullable Header lastHeader(String key) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.key().equals(key)) {
                return header;
            }
        }
        return null;
    }

    @Override
    public Iterable<Header> headers(String key) {
        return () -> headers.stream().filter(header -> header.key().equals(key)).iterator();
    }

    @Override
    public Iterator<Header> iterator() {
        return readOnly ? Collections.unmodifiableList(headers).iterator() : headers.iterator();
    }

    /** From now on adding and removing throws. */
    public void setReadOnly() {
        readOnly = true;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    private void ensureWritable() {
        if (readOnly) {
            throw new IllegalStateException(
                    "expected headers of a record that has not been sent, actual=read-only headers");
        }
    }

    @Override
    public Header[] toArray() {
        return headers.isEmpty() ? NONE : headers.toArray(new Header[0]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordHeaders that && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return headers.hashCode();
    }

    @Override
    public String toString() {
        return "RecordHeaders(headers = " + headers + ", isReadOnly = " + readOnly + ")";
    }
}
