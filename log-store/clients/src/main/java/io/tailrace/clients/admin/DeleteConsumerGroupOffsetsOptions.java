package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out deleteConsumerGroupOffsets. <b>Threads:</b> one. */
public class DeleteConsumerGroupOffsetsOptions extends AbstractOptions<DeleteConsumerGroupOffsetsOptions> {}
