// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

/** What another tool makes of a fault, in the words of the table. */
enum PeerAnswer {
    /** It says something that it does not say of the good manifests. */
    FLAGS("flags it"),
    /** It complains, and of the good manifests just so. */
    NOISE("noise only"),
    SILENT("silent"),
    /** It did not come to an answer. */
    UNKNOWN("could not tell");

    private final String words;

    PeerAnswer(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
