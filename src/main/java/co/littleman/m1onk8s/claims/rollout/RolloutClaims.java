package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import java.util.List;

/** The claims of this package, each after those that it stands on. */
public final class RolloutClaims {
    private RolloutClaims() {}

    public static List<Claim> all() {
        return List.of(
                new PodsAdmitted(), new RolloutComplete(), new ContainersReady(), new PodsStayCalm(), new LogsClean());
    }
}
