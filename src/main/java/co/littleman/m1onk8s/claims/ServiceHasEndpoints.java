package co.littleman.m1onk8s.claims;

import java.util.List;

final class ServiceHasEndpoints implements Claim.OfComponent {
    static final String ID = "service-has-endpoints";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String sentence() {
        return "Behind each Service stand this component's own ready pods, at every port, and no others.";
    }

    @Override
    public List<String> grounds() {
        return List.of(RolloutComplete.ID);
    }

    @Override
    public List<Need> needs() {
        return List.of(Need.SERVICE);
    }

    @Override
    public void prove(ComponentScene it) {
        it.services().forEach(it::endpoints);
    }
}
