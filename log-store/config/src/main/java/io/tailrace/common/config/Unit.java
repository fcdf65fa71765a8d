package io.tailrace.common.config;

/** What a number in a configuration counts. */
public enum Unit {
    NONE(""),
    MILLISECONDS("ms"),
    SECONDS("s"),
    MINUTES("min"),
    HOURS("h"),
    BYTES("bytes"),
    BYTES_PER_SECOND("bytes/s"),
    RECORDS("records"),
    COUNT("count"),
    RATIO("ratio");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** How the unit is written after a number; empty for {@link #NONE}. */
    public String symbol() {
        return symbol;
    }

    /** The unit that Kafka's naming of keys implies: {@code linger.ms}, {@code max.request.bytes} … */
    static Unit impliedBy(String key, ConfigDef.Type type) {
        if (type != ConfigDef.Type.INT && type != ConfigDef.Type.LONG && type != ConfigDef.Type.DOUBLE) {
            return NONE;
        }
        if (key.endsWith(".ms")) {
            return MILLISECONDS;
        }
        if (key.endsWith(".seconds")) {
            return SECONDS;
        }
        if (key.endsWith(".minutes")) {
            return MINUTES;
        }
        if (key.endsWith(".hours")) {
            return HOURS;
        }
        if (key.endsWith(".bytes")) {
            return BYTES;
        }
        if (key.endsWith(".records")) {
            return RECORDS;
        }
        return key.endsWith(".ratio") ? RATIO : NONE;
    }
}
