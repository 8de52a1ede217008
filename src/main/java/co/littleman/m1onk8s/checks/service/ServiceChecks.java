// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import java.util.List;

/** The checks of this package, each after those that it depends on. */
public final class ServiceChecks {
    private ServiceChecks() {}

    public static List<Check> all() {
        return List.of(
                new ServiceHasEndpoints(),
                new ClusterIpAnswers(),
                new PeerReachesService(),
                new MonitorsFindTargets(),
                new PoliciesSelectPods(),
                new PolicyKeepsStrangersOut(),
                new DnsServerAnswers(),
                new DnsNamesResolve(),
                new DnsSearchCompletes());
    }
}
