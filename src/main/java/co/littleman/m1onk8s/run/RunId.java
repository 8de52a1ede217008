// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import java.util.UUID;

/** Names one run, on everything that it creates and reports: eight hexadecimal digits. */
public record RunId(String value) {
    public static RunId random() {
        return new RunId(UUID.randomUUID().toString().substring(0, 8));
    }

    @Override
    public String toString() {
        return value;
    }
}
