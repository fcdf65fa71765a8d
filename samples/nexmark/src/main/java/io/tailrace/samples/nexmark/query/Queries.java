package io.tailrace.samples.nexmark.query;

import java.util.List;
import java.util.stream.Collectors;

/** All queries by name. */
public final class Queries {

    private static final List<Query> ALL = List.of(
            new Query0(),
            new Query1(),
            new Query2(),
            new Query3(),
            new Query4(),
            new Query5(),
            new Query6(),
            new Query7(),
            new Query8(),
            new Query9(),
            new Query11(),
            new Query12(),
            new Query13(),
            new Query14(),
            new Query15(),
            new Query16(),
            new Query17(),
            new Query18(),
            new Query19(),
            new Query20());

    private Queries() {}

    public static List<Query> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those that are */
    public static Query named(String name) {
        return ALL.stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + ALL.stream().map(Query::name).collect(Collectors.joining(", ")) + ", found " + name));
    }
}
