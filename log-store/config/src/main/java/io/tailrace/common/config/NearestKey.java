package io.tailrace.common.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known key that a mistyped one was probably meant to be: the smallest edit distance that counts an
 * insertion, deletion, replacement or swap of neighbours as one (optimal string alignment), if it is small against the
 * length of the key. Separators are compared as if they were the same character.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class NearestKey {

    private NearestKey() {}

    /** The most similar of {@code known}, or null if none is similar; ties go to the first in alphabetical order. */
    public static @Nullable String of(String unknown, Collection<String> known) {
        String wanted = normalised(unknown);
        int limit = Math.max(2, wanted.length() / 3);
        String nearest = null;
        int best = limit + 1;
        for (String key : known) {
            int distance = distance(wanted, normalised(key));
            if (distance < best || (distance == best && nearest != null && key.compareTo(nearest) < 0)) {
                best = distance;
                nearest = key;
            }
        }
        return nearest;
    }

    private static String normalised(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    }

    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int cost = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
