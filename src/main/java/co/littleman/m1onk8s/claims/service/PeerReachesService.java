package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;

/** The same dialling from the namespace of those who use the stack. */
public final class PeerReachesService implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "peer-reaches-service",
                    Level.PROBE,
                    "Dialled from a pod of the peer namespace, each Service takes connections at every TCP port.",
                    "Clients in the other namespace are cut off, although those beside the stack are not.")
            .needing(Need.WORKLOAD, Need.SERVICE, Need.CLIENT_POD)
            .after(ClusterIpAnswers.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        ServiceDialling dialling = new ServiceDialling(
                it,
                it.peerPod(),
                "a pod of namespace " + it.stack().settings().reach().peerNamespace());
        it.services().forEach(service -> it.onceProgrammed(() -> dialling.connects(service)));
    }
}
