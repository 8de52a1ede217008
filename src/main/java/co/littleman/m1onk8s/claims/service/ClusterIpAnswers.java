package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** Dials from another pod: from the component's own pod only hairpin traffic would be tested. */
public final class ClusterIpAnswers implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "cluster-ip-answers",
                    Level.PROBE,
                    "Dialled from another pod, the ClusterIP of each Service takes connections at every TCP port.",
                    "Other pods do not get through to the Service, although its pods are ready.")
            .needing(Need.WORKLOAD, Need.SERVICE, Need.CLIENT_POD)
            .after(ServiceHasEndpoints.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        ServiceDialling dialling = new ServiceDialling(it, it.clientPodLetIn(), "another pod");
        it.services().forEach(service -> it.onceProgrammed(() -> dialling.connects(service)));
    }
}
