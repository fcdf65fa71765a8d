package io.tailrace.simulator.network;

import java.util.Random;

/**
 * How bad the network is. Probabilities are per message.
 *
 * @param meanDelayMicros of a message on its way; delays are exponential
 * @param slow probability of a delay that is a thousand times longer
 * @param lostRequest probability that the connection breaks before the request arrives
 * @param lostResponse probability that the request is served and the connection breaks before the response arrives
 * @param silence probability that from now on nothing arrives on the connection, in either direction
 * @param refusal probability that a connection cannot be opened
 */
public record NetworkFaults(
        int meanDelayMicros, double slow, double lostRequest, double lostResponse, double silence, double refusal) {

    public static final NetworkFaults NONE = new NetworkFaults(200, 0, 0, 0, 0, 0);

    /** A network of random badness: each kind of fault is there or not. */
    public static NetworkFaults random(Random random) {
        return new NetworkFaults(
                50 + random.nextInt(2_000),
                sometimes(random, 0.01),
                sometimes(random, 0.02),
                sometimes(random, 0.02),
                sometimes(random, 0.003),
                sometimes(random, 0.2));
    }

    private static double sometimes(Random random, double most) {
        return random.nextBoolean() ? 0 : random.nextDouble() * most;
    }

    long delayNanos(Random random) {
        double exponential = -Math.log(1 - random.nextDouble());
        double factor = random.nextDouble() < slow ? 1_000 : 1;
        return (long) (meanDelayMicros * 1_000L * exponential * factor);
    }
}
