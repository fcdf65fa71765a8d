package io.tailrace.samples.nexmark.generator;

import java.util.Random;

/** Texts and numbers out of a generator of random numbers, drawn in the order that Apache Beam's Nexmark draws them. */
final class RandomText {

    private static final int SHORTEST = 3;

    private RandomText() {}

    /** Letters with a blank now and then, shorter than {@code limit}. */
    static String words(Random random, int limit) {
        int length = SHORTEST + random.nextInt(limit - SHORTEST);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(13) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
        }
        return text.toString().trim();
    }

    /** Padding that takes a record of {@code sizeSoFar} to {@code averageSize}, a fifth more or less. */
    static String padding(Random random, int sizeSoFar, int averageSize) {
        int missing = averageSize - sizeSoFar;
        if (missing < 0) {
            return "";
        }
        int spread = (int) Math.round(missing * 0.2);
        return exact(random, missing - spread + (spread == 0 ? 0 : random.nextInt(2 * spread)));
    }

    /** Six characters come from each number; a negative one gives characters below 'a', as in the original. */
    private static String exact(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        int bits = 0;
        for (int i = 0; i < length; i++) {
            if (i % 6 == 0) {
                bits = random.nextInt();
            }
            text.append((char) ('a' + bits % 26));
            bits /= 26;
        }
        return text.toString();
    }

    /** Cents; each power of ten from 1 to 1,000,000 is as likely. */
    static long price(Random random) {
        return Math.round(Math.pow(10.0, random.nextDouble() * 6.0) * 100.0);
    }

    static long below(Random random, long limit) {
        return limit < Integer.MAX_VALUE ? random.nextInt((int) limit) : Math.abs(random.nextLong() % limit);
    }
}
