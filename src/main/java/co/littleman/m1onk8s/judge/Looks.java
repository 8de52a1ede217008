package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.scene.Changes;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Phases;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import co.littleman.m1onk8s.verdict.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges one claim: looks once, and again where what was seen may be owed to the way to the cluster. */
final class Looks {
    private final Docket.Entry entry;
    private final StackScene scene;
    private final CpuShare share;
    private final long start = System.nanoTime();
    private int retries;

    Looks(Docket.Entry entry, StackScene scene, CpuShare share) {
        this.entry = entry;
        this.scene = scene;
        this.share = share;
    }

    /**
     * What it came to.
     *
     * @param finding null where there is none
     * @param looked the finding as it was before it was doubted: what follows from another fault follows from it on a busy
     *     machine, too
     */
    record Looked(
            Verdict verdict,
            @Nullable Finding finding,
            @Nullable Finding looked) {
        Looked(Verdict verdict, @Nullable Finding finding) {
            this(verdict, finding, finding);
        }

        private Looked insteadOf(Finding doubted) {
            return new Looked(verdict, finding, doubted);
        }
    }

    /** A verdict, whatever is thrown on the way to it. */
    Looked judged() {
        try {
            return judgedByLooking();
        } catch (Unproven unproven) {
            return unproven(unproven.finding());
        } catch (Throwable defect) {
            if (defect instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return unproven(Defects.of(entry.id(), defect));
        }
    }

    private Looked judgedByLooking() {
        Component component = entry.component();
        Level level = entry.claim().terms().level();
        for (int look = 1; ; look++) {
            SecondLook.awaitCalm(scene.cluster(), level);
            awaitRolledOut(level);
            Changes.State state = component == null ? null : scene.changes().judged(component);
            long began = System.nanoTime();
            ComponentScene it = component == null ? null : new ComponentScene(scene, component, look);
            Looked looked = look(it);
            if (looked.finding() != null) {
                scene.refreshViews();
            }
            Outcome outcome = looked.verdict().outcome();
            Doubt doubt = doubt(began, state, outcome);
            Finding finding = looked.finding();
            Cause cause = finding == null ? null : finding.cause();
            SecondLook.Next next = SecondLook.next(outcome, cause, level, doubt, look);
            if (next == SecondLook.Next.STANDS) {
                return certain(it, looked);
            }
            if (next == SecondLook.Next.UNTOLD || !isSettled(doubt)) {
                return unproven(untold(doubt, state, looked.verdict().reason()));
            }
            retries++;
            SecondLook.await(scene.cluster(), look);
        }
    }

    private Doubt doubt(long beganNanos, Changes.@Nullable State state, Outcome outcome) {
        if (SecondLook.isOutage(scene.cluster(), beganNanos, outcome)) {
            return Doubt.OUTAGE;
        }
        Component component = entry.component();
        boolean changed = component != null && scene.changes().areThere(component, state);
        return changed ? Doubt.CHANGE : Doubt.NONE;
    }

    /** True where there is one state to look at again, be it another one. */
    private boolean isSettled(Doubt doubt) {
        return doubt != Doubt.CHANGE || awaitRolledOut();
    }

    /** What disturbs is done once, and not to a stack that somebody has just changed. */
    private void awaitRolledOut(Level level) {
        Component component = entry.component();
        if (component != null && level.allows(Level.DISRUPT)) {
            Changes changes = scene.changes();
            if (changes.areThere(component, changes.judged(component))) {
                awaitRolledOut();
            }
        }
    }

    private boolean awaitRolledOut() {
        return scene.changes()
                .awaitRolledOut(
                        Objects.requireNonNull(entry.component()),
                        scene.settings().budgets().rollout());
    }

    private Finding untold(Doubt doubt, Changes.@Nullable State state, String looked) {
        return doubt == Doubt.CHANGE
                ? scene.changes()
                        .untold(
                                entry.id(),
                                Objects.requireNonNull(entry.component()),
                                Objects.requireNonNull(state),
                                looked)
                : SecondLook.untold(
                        entry.id(), looked, scene.cluster().outages().said());
    }

    private Looked look(@Nullable ComponentScene it) {
        try {
            scene.admit(entry.claim().terms().level());
            prove(it);
            count(it);
            return new Looked(
                    Verdict.pass(
                            entry.id(),
                            entry.subject(),
                            it == null ? "" : it.noted(),
                            Phases.secondsSince(start),
                            retries),
                    null);
        } catch (Skipped skipped) {
            count(it);
            return new Looked(Verdict.skipped(entry.id(), entry.subject(), skipped), null);
        } catch (Unproven unproven) {
            count(it);
            return unproven(unproven.finding());
        } catch (RuntimeException | Error defect) {
            count(it);
            return unproven(Defects.of(entry.id(), defect));
        }
    }

    private void prove(@Nullable ComponentScene it) {
        Claim claim = entry.claim();
        if (claim instanceof Claim.OfComponent one) {
            one.prove(Objects.requireNonNull(it));
        }
        if (claim instanceof Claim.OfStack one) {
            one.prove(scene);
        }
    }

    private void count(@Nullable ComponentScene it) {
        retries += it == null ? 0 : it.retries();
    }

    /** What rests on a limit of time, or on packets that came: holds it against how much of both there was. */
    private Looked certain(@Nullable ComponentScene it, Looked looked) {
        Finding finding = looked.finding();
        if (finding == null) {
            return looked;
        }
        Finding timely = BusyMachine.judged(finding, share.leastSince(start));
        if (timely.cause() == Cause.MACHINE_BUSY) {
            return unproven(timely).insteadOf(finding);
        }
        // Measured once more, with as many packets as it takes to be certain.
        return it == null || !SecondLook.isByNetwork(finding.cause())
                ? looked
                : scene.packetLoss()
                        .behind(finding, it, start)
                        .map(this::unproven)
                        .orElse(looked);
    }

    private Looked unproven(Finding found) {
        Finding finding = found.typed(Kubectl.of(scene.settings())::typed);
        return new Looked(
                Verdict.unproven(entry.id(), entry.subject(), finding, Phases.secondsSince(start), retries), finding);
    }
}
