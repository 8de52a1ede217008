package co.littleman.m1onk8s.claims;

import java.util.List;

final class RolloutComplete implements Claim.OfComponent {
    static final String ID = "rollout-complete";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String sentence() {
        return "The present generation is rolled out: all its pods are available, and no old ones are left.";
    }

    @Override
    public List<String> grounds() {
        return List.of(ManifestsAccepted.ID);
    }

    @Override
    public List<Need> needs() {
        return List.of(Need.WORKLOAD);
    }

    @Override
    public void prove(ComponentScene it) {
        it.rollsOut();
    }
}
