// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

/**
 * One line of a finding: what was looked at, what it said, and where that stands.
 *
 * @param label such as {@code selector}
 * @param value such as {@code application=web,role=front}
 * @param where a line of a file ({@code shop.yaml:23}) or an object; empty if the value says it itself
 */
public record Detail(String label, String value, String where) {}
