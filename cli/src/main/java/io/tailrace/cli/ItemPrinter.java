package io.tailrace.cli;

import io.tailrace.storage.inspect.Item;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints what an inspection finds, an item a line: as text, or as a JSON object whose fields are {@code type} and the components of
 * the item's record.
 *
 * <p><b>Threads:</b> one.
 */
final class ItemPrinter implements Consumer<Item>, AutoCloseable {

    private final PrintWriter out;
    private final boolean json;
    private final Format keys;
    private final Format values;

    ItemPrinter(PrintWriter out, boolean json, Format keys, Format values) {
        this.out = new PrintWriter(new BufferedWriter(out, 1 << 16));
        this.json = json;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public void accept(Item item) {
        out.println(json ? object(type(item), (Record) item) : line(item));
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("the output was closed"));
        }
    }

    private static String type(Item item) {
        String name = item.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private String line(Item item) {
        if (item instanceof Item.File file) {
            return file.path() + " ("
                    + file.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + file.sizeBytes() + " B)";
        }
        if (item instanceof Item.Problem problem) {
            return "problem: " + problem.path() + (problem.position() < 0 ? "" : " at position " + problem.position())
                    + ": expected " + problem.expected() + ", found " + problem.found();
        }
        if (item instanceof Item.Repair repair) {
            return (repair.done() ? "repaired: " : "not done: ") + repair.path() + ": " + repair.action();
        }
        if (item instanceof Item.Summary summary) {
            return summary.files() + " files, " + summary.sizeBytes() + " B, " + summary.batches() + " batches, "
                    + summary.records() + " records: "
                    + (summary.problems() == 0 ? "no problem" : summary.problems() + " problem(s)");
        }
        boolean inBatch = item instanceof Item.Record || item instanceof Item.Control;
        return (inBatch ? "    " : "  ") + type(item) + fields((Record) item);
    }

    private String fields(Record item) {
        StringBuilder line = new StringBuilder();
        for (RecordComponent component : item.getClass().getRecordComponents()) {
            Object value = value(item, component);
            if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
                line.append(' ').append(component.getName()).append('=').append(text(component.getName(), value));
            }
        }
        return line.toString();
    }

    private String text(String name, @Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            return printed(name, bytes);
        }
        if (value instanceof List<?> list) {
            StringJoiner joined = new StringJoiner(",");
            list.forEach(each -> {
                Item.Header header = (Item.Header) each;
                joined.add(header.key() + ":" + text("value", header.value()));
            });
            return joined.toString();
        }
        return String.valueOf(value);
    }

    private String printed(String name, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return (name.equals("key") ? keys : values).print(copy);
    }

    private String object(@Nullable String type, Record item) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        if (type != null) {
            object.add("\"type\":" + JsonText.quoted(type));
        }
        for (RecordComponent component : item.getClass().getRecordComponents()) {
            String name = component.getName();
            object.add(JsonText.quoted(name) + ":" + json(name, value(item, component)));
        }
        return object.toString();
    }

    private String json(String name, @Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof List<?> list) {
            StringJoiner array = new StringJoiner(",", "[", "]");
            list.forEach(each -> array.add(object(null, (Record) each)));
            return array.toString();
        }
        return JsonText.quoted(
                value instanceof Path || value instanceof Enum<?> ? value.toString() : text(name, value));
    }

    private static @Nullable Object value(Record item, RecordComponent component) {
        try {
            return component.getAccessor().invoke(item);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected a component " + component.getName() + " of " + item, e);
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
