// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/** Which images a run uses ({@code upstream} or {@code offline}), and why, for the reports. */
public record ImageSet(String used, String reason) {}
