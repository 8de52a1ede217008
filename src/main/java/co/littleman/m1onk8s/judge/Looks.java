package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.PacketLoss;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
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

    /** What it came to; the finding is null where there is none. */
    record Looked(Verdict verdict, @Nullable Finding finding) {}

    Looked judged() {
        Component component = entry.component();
        Level level = entry.claim().terms().level();
        for (int look = 1; ; look++) {
            SecondLook.awaitCalm(scene.cluster(), level);
            long began = System.nanoTime();
            ComponentScene it = component == null ? null : new ComponentScene(scene, component, look);
            Looked looked = look(it);
            if (looked.finding() != null) {
                scene.refreshViews();
            }
            boolean outage =
                    SecondLook.isOutage(scene.cluster(), began, looked.verdict().outcome());
            Finding finding = looked.finding();
            Cause cause = finding == null ? null : finding.cause();
            SecondLook.Next next = SecondLook.next(looked.verdict().outcome(), cause, level, outage, look);
            if (next == SecondLook.Next.STANDS) {
                return certain(it, looked);
            }
            if (next == SecondLook.Next.UNTOLD) {
                return unproven(SecondLook.untold(
                        entry.id(),
                        looked.verdict().reason(),
                        scene.cluster().outages().said()));
            }
            retries++;
            SecondLook.await(scene.cluster(), look);
        }
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
        } catch (RuntimeException defect) {
            count(it);
            return unproven(Finding.of(Cause.DEFECT, "The claim %s itself broke: %s".formatted(entry.id(), defect))
                    .seen(at(defect))
                    .likely("a defect of m1onk8s-verify, not of the stack"));
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
            return unproven(timely);
        }
        // Measured once more, with as many packets as it takes to be certain.
        return it == null || !SecondLook.isByNetwork(finding.cause())
                ? looked
                : PacketLoss.behind(finding, it).map(this::unproven).orElse(looked);
    }

    private Looked unproven(Finding found) {
        Finding finding = found.by(Kubectl.of(scene.settings()));
        return new Looked(
                Verdict.unproven(entry.id(), entry.subject(), finding, Phases.secondsSince(start), retries), finding);
    }

    private static String at(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return trace.length == 0 ? "" : "at " + trace[0];
    }
}
