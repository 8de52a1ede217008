package shop;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;

/** A rule of this team: each pod says which team is on call for it. */
public final class PodsNameTheirTeam implements Check.OfComponent {
    private static final String LABEL = "shop.example/team";

    @Override
    public CheckInfo info() {
        return CheckInfo.of(
                        "pods-name-their-team",
                        Level.OBSERVE,
                        "Each live pod has the label " + LABEL + ".",
                        "Nobody knows whom to call at night.")
                .requiring(Requirement.WORKLOAD)
                .after(RolloutComplete.INFO);
    }

    @Override
    public void check(ComponentContext it) {
        for (Pod pod : it.pods()) {
            if (!pod.getMetadata().getLabels().containsKey(LABEL)) {
                throw new CheckFailedException(Finding.of(
                                Cause.OWN_CHECK_FAILED,
                                "Pod %s has no label %s.".formatted(pod.getMetadata().getName(), LABEL))
                        .next("add the label to the pod template of " + it.workload().file()));
            }
        }
    }
}
