// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that somebody most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * What follows an unknown word in a message: {@code ; did you mean cache?}
     *
     * @param otherwise what follows if no known word is near
     */
    public static String question(String word, Collection<String> known, String otherwise) {
        return to(word, known).map("; did you mean %s?"::formatted).orElse(otherwise);
    }

    /** The known word with the smallest edit distance; empty if none differs in at most a third of its letters. */
    private static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparing(one -> one))
                .filter(one -> distance(word, one) <= Math.max(word.length(), one.length()) / 3);
    }

    /** The edit distance of Levenshtein: insertions, deletions and replacements of single characters. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
