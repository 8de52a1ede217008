// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import java.util.Map;

/**
 * One ready pod behind a Service.
 *
 * @param family {@code IPv4} or {@code IPv6}
 * @param ports number on the pod, by name of the Service port; a Service's only port may have the empty name
 */
public record Endpoint(String pod, String ip, String family, Map<String, Integer> ports) {}
