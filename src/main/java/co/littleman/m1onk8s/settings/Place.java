// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/**
 * A line of a text that a run reads, such as the one where a manifest begins; printed as {@code shop.yaml:23}.
 *
 * @param origin what the text is called: the name of its file
 * @param line counted from 1; 0 if it is not known, as in a template that a tool has rendered
 */
public record Place(String origin, int line) {
    @Override
    public String toString() {
        return line == 0 ? origin : origin + ":" + line;
    }
}
