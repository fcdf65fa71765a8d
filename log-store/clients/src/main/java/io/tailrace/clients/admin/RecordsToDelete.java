package io.tailrace.clients.admin;

/** Which records of a partition are to go. */
public record RecordsToDelete(long beforeOffset) {

    /** @param offset the first offset that stays; -1 for the high watermark */
    public static RecordsToDelete beforeOffset(long offset) {
        return new RecordsToDelete(offset);
    }
}
