package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out deleteConsumerGroups. <b>Threads:</b> one. */
public class DeleteConsumerGroupsOptions extends AbstractOptions<DeleteConsumerGroupsOptions> {}
