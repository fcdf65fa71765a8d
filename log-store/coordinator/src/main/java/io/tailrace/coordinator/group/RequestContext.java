package io.tailrace.coordinator.group;

/**
 * What the coordinator has to know of a request besides its content.
 *
 * @param clientId from the request header; empty if the client sent none
 * @param clientHost address of the client, for display
 */
public record RequestContext(short apiVersion, String clientId, String clientHost, ResponseHandle handle) {}
