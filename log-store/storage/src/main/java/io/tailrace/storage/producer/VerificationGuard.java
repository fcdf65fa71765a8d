package io.tailrace.storage.producer;

/**
 * Stands for one question to the transaction coordinator, whether a producer's transaction includes this partition. Given out
 * before the question is asked; an append that begins a transaction must show it. A marker or an append in between makes it
 * worthless: what the coordinator said may not hold any more (KIP-890). Told apart by identity.
 */
public final class VerificationGuard {

    VerificationGuard() {}
}
