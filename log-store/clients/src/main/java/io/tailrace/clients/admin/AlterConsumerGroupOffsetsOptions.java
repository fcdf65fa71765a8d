package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out alterConsumerGroupOffsets. <b>Threads:</b> one. */
public class AlterConsumerGroupOffsetsOptions extends AbstractOptions<AlterConsumerGroupOffsetsOptions> {}
