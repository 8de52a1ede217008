package co.littleman.m1onk8s.claims;

import java.util.List;

final class ObjectsPresent implements Claim.OfStack {
    static final String ID = "objects-present";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String sentence() {
        return "Every object of the manifests is on the cluster.";
    }

    @Override
    public List<String> grounds() {
        return List.of(ManifestsAccepted.ID);
    }

    @Override
    public void prove(StackScene it) {
        it.seesEveryObject();
    }
}
