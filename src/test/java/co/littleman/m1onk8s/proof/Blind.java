package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.judge.Catalogue;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.StackScene;
import java.util.List;

/** Claims that are switched off: they hold without a look, and what stands on them is judged. */
final class Blind {
    private Blind() {}

    /** The catalogue, with one claim switched off. */
    static List<Claim> to(String id) {
        return Catalogue.all().stream()
                .map(claim -> claim.id().equals(id) ? blind(claim) : claim)
                .toList();
    }

    private static Claim blind(Claim claim) {
        return claim instanceof Claim.OfStack ? new OfStack(claim.terms()) : new OfComponent(claim.terms());
    }

    private record OfStack(Terms terms) implements Claim.OfStack {
        @Override
        public void prove(StackScene it) {}
    }

    private record OfComponent(Terms terms) implements Claim.OfComponent {
        @Override
        public void prove(ComponentScene it) {}
    }
}
