package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class ServiceClaims {
    private ServiceClaims() {}

    public static List<Claim> all() {
        return List.of(
                new ServiceHasEndpoints(),
                new ClusterIpAnswers(),
                new PeerReachesService(),
                new PoliciesSelectPods(),
                new PolicyKeepsStrangersOut(),
                new DnsServerAnswers(),
                new DnsNamesResolve(),
                new DnsSearchCompletes());
    }
}
