// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.ConcurrentChanges;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.settings.Kubectl;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges one check: looks once, and again if what was seen may be owed to the way to the cluster. */
final class CheckExecution {
    private final ExecutionPlan.PlannedCheck entry;
    private final RunContext context;
    private final CpuMonitor share;
    private final long start = System.nanoTime();
    private int retries;

    CheckExecution(ExecutionPlan.PlannedCheck entry, RunContext context, CpuMonitor share) {
        this.entry = entry;
        this.context = context;
        this.share = share;
    }

    /**
     * What it came to.
     *
     * @param finding null if there is none
     * @param looked the finding as it was before it was doubted: what follows from another fault follows from it on a
     *     busy machine, too
     */
    record Observed(
            Verdict verdict,
            @Nullable Finding finding,
            @Nullable Finding looked) {
        Observed(Verdict verdict, @Nullable Finding finding) {
            this(verdict, finding, finding);
        }

        private Observed insteadOf(Finding doubted) {
            return new Observed(verdict, finding, doubted);
        }
    }

    /** A verdict, whatever is thrown on the way to it. */
    Observed judged() {
        try {
            return judgedByLooking();
        } catch (CheckFailedException failed) {
            return notPassed(failed.finding());
        } catch (Throwable defect) {
            if (defect instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return notPassed(Defects.of(entry.check(), defect));
        }
    }

    private Observed judgedByLooking() {
        Component component = entry.component();
        Level level = entry.check().info().level();
        for (int look = 1; ; look++) {
            RetryPolicy.awaitCalm(context.cluster(), level);
            awaitRolledOut(level);
            ConcurrentChanges.State state =
                    component == null ? null : context.changes().judged(component);
            long began = System.nanoTime();
            ComponentContext it = component == null ? null : new ComponentContext(context, component, look);
            Observed looked = look(it);
            if (looked.finding() != null) {
                context.refreshViews();
            }
            Outcome outcome = looked.verdict().outcome();
            FlakeReason doubt = doubt(began, state, outcome);
            Finding finding = looked.finding();
            Cause cause = finding == null ? null : finding.cause();
            RetryPolicy.Next next = RetryPolicy.next(outcome, cause, level, doubt, look);
            if (next == RetryPolicy.Next.STANDS) {
                return certain(it, looked);
            }
            if (next == RetryPolicy.Next.UNTOLD || !isSettled(doubt)) {
                return notPassed(untold(doubt, state, looked.verdict().reason()));
            }
            retries++;
            RetryPolicy.await(context.cluster(), look);
        }
    }

    private FlakeReason doubt(long beganNanos, ConcurrentChanges.@Nullable State state, Outcome outcome) {
        if (RetryPolicy.isOutage(context.cluster(), beganNanos, outcome)) {
            return FlakeReason.OUTAGE;
        }
        Component component = entry.component();
        boolean changed = component != null && context.changes().areThere(component, state);
        return changed ? FlakeReason.CHANGE : FlakeReason.NONE;
    }

    /** True if there is one state to look at again, be it another one. */
    private boolean isSettled(FlakeReason doubt) {
        return doubt != FlakeReason.CHANGE || awaitRolledOut();
    }

    /** What disturbs is done once, and not to a stack that somebody has just changed. */
    private void awaitRolledOut(Level level) {
        Component component = entry.component();
        if (component != null && level.allows(Level.DISRUPT)) {
            ConcurrentChanges changes = context.changes();
            if (changes.areThere(component, changes.judged(component))) {
                awaitRolledOut();
            }
        }
    }

    private boolean awaitRolledOut() {
        return context.changes()
                .awaitRolledOut(
                        Objects.requireNonNull(entry.component()),
                        context.settings().timeouts().rollout());
    }

    private Finding untold(FlakeReason doubt, ConcurrentChanges.@Nullable State state, String looked) {
        return doubt == FlakeReason.CHANGE
                ? context.changes()
                        .untold(
                                entry.id(),
                                Objects.requireNonNull(entry.component()),
                                Objects.requireNonNull(state),
                                looked)
                : RetryPolicy.untold(
                        entry.id(), looked, context.cluster().outages().said());
    }

    private Observed look(@Nullable ComponentContext it) {
        try {
            context.admit(entry.check().info().level());
            OwnCheckGuard.judge(entry.check(), context, () -> check(it));
            count(it);
            return new Observed(
                    Verdict.pass(
                            entry.id(),
                            entry.subject(),
                            it == null ? "" : it.noted(),
                            Phases.secondsSince(start),
                            retries),
                    null);
        } catch (CheckSkippedException skipped) {
            count(it);
            return new Observed(Verdict.skipped(entry.id(), entry.subject(), skipped), null);
        } catch (CheckFailedException failed) {
            count(it);
            return notPassed(failed.finding());
        } catch (RuntimeException | Error defect) {
            count(it);
            return notPassed(Defects.of(entry.check(), defect));
        }
    }

    private void check(@Nullable ComponentContext it) {
        Check check = entry.check();
        if (check instanceof Check.OfComponent one) {
            one.check(Objects.requireNonNull(it));
        }
        if (check instanceof Check.OfStack one) {
            one.check(context);
        }
    }

    private void count(@Nullable ComponentContext it) {
        retries += it == null ? 0 : it.retries();
    }

    /** What rests on a limit of time, or on packets that came: holds it against how much of both there was. */
    private Observed certain(@Nullable ComponentContext it, Observed looked) {
        Finding finding = looked.finding();
        if (finding == null) {
            return looked;
        }
        Finding timely = CpuStarvation.judged(finding, share.leastSince(start));
        if (timely.cause() == Cause.MACHINE_BUSY) {
            return notPassed(timely).insteadOf(finding);
        }
        // Measured once more, with as many packets as it takes to be certain.
        return it == null || !finding.cause().has(Cause.Trait.NETWORK)
                ? looked
                : context.packetLoss()
                        .behind(finding, it, start)
                        .map(this::notPassed)
                        .orElse(looked);
    }

    private Observed notPassed(Finding found) {
        Finding finding =
                found.typed(Kubectl.of(context.settings(), context.stack().command())::typed);
        return new Observed(
                Verdict.notPassed(entry.id(), entry.subject(), finding, Phases.secondsSince(start), retries), finding);
    }
}
