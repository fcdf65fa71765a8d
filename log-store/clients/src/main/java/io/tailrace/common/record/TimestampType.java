package io.tailrace.common.record;

import java.util.NoSuchElementException;

/** Who set the timestamp of a record. */
public enum TimestampType {
    NO_TIMESTAMP_TYPE(-1, "NoTimestampType"),
    CREATE_TIME(0, "CreateTime"),
    LOG_APPEND_TIME(1, "LogAppendTime");

    public final int id;
    public final String name;

    TimestampType(int id, String name) {
        this.id = id;
        this.name = name;
    }

    /** @throws NoSuchElementException if there is none of that name */
    public static TimestampType forName(String name) {
        for (TimestampType type : values()) {
            if (type.name.equals(name)) {
                return type;
            }
        }
        throw new NoSuchElementException("expected CreateTime or LogAppendTime, actual=" + name);
    }

    @Override
    public String toString() {
        return name;
    }
}
