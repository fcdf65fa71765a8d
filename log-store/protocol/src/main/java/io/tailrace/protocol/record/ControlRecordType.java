package io.tailrace.protocol.record;

/** The kinds of control records that a log may hold (KIP-98, KIP-595). */
public enum ControlRecordType {
    ABORT(0),
    COMMIT(1),
    LEADER_CHANGE(2),
    SNAPSHOT_HEADER(3),
    SNAPSHOT_FOOTER(4),
    KRAFT_VERSION(5),
    KRAFT_VOTERS(6),
    UNKNOWN(-1);

    private final short id;

    ControlRecordType(int id) {
        this.id = (short) id;
    }

    public short id() {
        return id;
    }

    /** The type with that id, or {@link #UNKNOWN}: readers skip what a later version may add. */
    public static ControlRecordType forId(short id) {
        for (ControlRecordType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
