package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out deleteRecords. <b>Threads:</b> one. */
public class DeleteRecordsOptions extends AbstractOptions<DeleteRecordsOptions> {}
