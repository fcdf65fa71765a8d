package io.tailrace.clients.admin;

/** One change of a setting. */
public record AlterConfigOp(ConfigEntry configEntry, OpType opType) {

    /** What is done; {@code id} is its number on the wire. */
    public enum OpType {
        /** Set the value. */
        SET(0),
        /** Go back to the default. */
        DELETE(1),
        /** Add to a list. */
        APPEND(2),
        /** Remove from a list. */
        SUBTRACT(3);

        private final byte id;

        OpType(int id) {
            this.id = (byte) id;
        }

        public byte id() {
            return id;
        }

        public static OpType forId(byte id) {
            return values()[id];
        }
    }
}
