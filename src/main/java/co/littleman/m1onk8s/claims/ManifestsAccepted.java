package co.littleman.m1onk8s.claims;

import java.util.List;

final class ManifestsAccepted implements Claim.OfStack {
    static final String ID = "manifests-accepted";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String sentence() {
        return "The API server takes every manifest, in order, with no field that it does not know.";
    }

    @Override
    public List<String> grounds() {
        return List.of();
    }

    @Override
    public void prove(StackScene it) {
        it.apply();
    }
}
