package io.tailrace.coordinator.group;

/**
 * Where an answer goes. Opaque to the coordinator, which gives it back in {@link Effect.Respond}, now or at a later
 * event, exactly once. The host implements it.
 */
public interface ResponseHandle {}
