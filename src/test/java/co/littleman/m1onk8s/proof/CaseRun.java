// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.TestImages;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsReader;
import co.littleman.m1onk8s.settings.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One case before the real judge: its base stack in a namespace of its own, changed, and judged. */
final class CaseRun {
    private static final Set<String> INSTALLED = Set.of("manifests-accepted", "rollout-complete");

    private final Case one;
    private final String namespace;
    private final @Nullable ProofCluster on;
    private final CaseDirectory directory;
    private final Path report;
    private final boolean disturbed;
    private final Settings plain;

    /**
     * A case, in a namespace.
     *
     * @param on the cluster, or null if the judged run starts its own
     * @param disturbed whether all checks of level disrupt judge it, and not just those that its file names
     */
    CaseRun(Case one, String namespace, @Nullable ProofCluster on, Path directory, boolean disturbed) {
        this.disturbed = disturbed;
        this.one = one;
        this.namespace = namespace;
        this.on = on;
        this.directory = new CaseDirectory(one.stack(), directory, namespace);
        this.report = directory.resolve("report");
        SettingsReader reader = SettingsReader.ofProcess();
        one.settings().forEach((flag, value) -> reader.flag(option(flag), this.directory.placed(value)));
        this.plain = TestImages.with(reader.read());
    }

    private static Option option(String key) {
        return Options.all().stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** What the judge said, and when. */
    record Judged(Result result, @Nullable FaultObserver witness, List<PeerVerdict> peers, List<String> badAdvice) {}

    /** Installs it, does to it what its file says, and lets the checks judge it. */
    Judged run(List<Check> checks) {
        return on == null ? judged(checks, plain.target(), Progress.NONE) : runOn(on, checks);
    }

    private Judged runOn(ProofCluster cluster, List<Check> checks) {
        Action action = one.action() == null ? null : Actions.named(one.action());
        boolean alone = action != null && action.isClusterWide();
        var use = alone ? cluster.use().writeLock() : cluster.use().readLock();
        use.lock();
        try {
            return injected(cluster, action, checks);
        } finally {
            try {
                cluster.remove(namespace, directory.changed(one));
            } finally {
                use.unlock();
            }
        }
    }

    private Judged injected(ProofCluster cluster, @Nullable Action action, List<Check> checks) {
        Target admin = new Target.Own(cluster.kubeconfig(), "default");
        if (one.update()) {
            install(directory.plain(), admin);
        }
        if (!one.isApplied() || (action != null && action.wantsStack())) {
            install(directory.changed(one), admin);
            one.live().forEach((object, patch) -> cluster.patch(namespace, object, patch));
        }
        if (action == null) {
            String account = one.as();
            Path kubeconfig = account == null ? cluster.kubeconfig() : cluster.kubeconfigOf(namespace, account);
            return judged(checks, new Target.Own(kubeconfig, "default"), Progress.NONE);
        }
        try {
            action.inject(cluster, namespace);
            return judged(checks, new Target.Own(action.kubeconfig(cluster), "default"), action.watching());
        } finally {
            action.undo(cluster, namespace);
        }
    }

    private void install(Path manifests, Target target) {
        Result result = Verification.run(settings(manifests, target, true, INSTALLED));
        if (Result.outcome(result.verdicts()) != Outcome.PASS) {
            throw new IllegalStateException("what was to be changed did not come up: "
                    + result.verdicts().stream()
                            .filter(verdict -> !verdict.message().isEmpty() && verdict.outcome() != Outcome.SKIPPED)
                            .toList());
        }
    }

    private Judged judged(List<Check> checks, Target target, Progress also) {
        Settings settings = settings(directory.changed(one), target, one.isApplied(), checks());
        Case.Expect expect = one.expect();
        ClockStart since = one.since();
        if (expect == null || since == null) {
            return judged(Verification.run(settings, also, Catalogue.of(checks)), null);
        }
        try (FaultObserver witness = new FaultObserver(on == null ? null : on.client(), namespace, expect, since)) {
            return judged(
                    Verification.run(settings, new CompositeProgress(witness, also), Catalogue.of(checks)), witness);
        }
    }

    /** With what others say of the same stack, as long as it is there. */
    private Judged judged(Result result, @Nullable FaultObserver witness) {
        List<PeerVerdict> said = on == null
                ? List.of()
                : on.peers()
                        .map(peers -> peers.judge(one.stack(), directory.changed(one), namespace, one.isApplied()))
                        .orElse(List.of());
        return new Judged(result, witness, said, on == null ? List.of() : Advice.complaints(result, on.node(), report));
    }

    private Settings settings(Path manifests, Target target, boolean apply, Set<String> checks) {
        Scope asked = plain.scope();
        return plain.toBuilder()
                .manifests(manifests)
                .target(target)
                // What is judged as it is is not asked whether it could be installed: that would say "conflict" to a
                // change by hand.
                .scope(new Scope(
                        apply || asked.level() != Level.INSTALL ? asked.level() : Level.DISRUPT,
                        apply,
                        asked.peerNamespace(),
                        asked.clientImage(),
                        asked.clientLabels()))
                .namespace(null)
                .apply(apply)
                .checks(checks)
                .components(Set.of())
                .report(report)
                .waivers(List.of())
                .build();
    }

    /** Everything, or what does no harm and what the file names. */
    private Set<String> checks() {
        Case.Expect expect = one.expect();
        return Catalogue.standard().all().stream()
                .filter(check -> check.info().level() != Level.DISRUPT
                        || disturbed
                        || (expect != null && expect.check().equals(check.id()))
                        || one.disrupt().contains(check.id()))
                .map(Check::id)
                .collect(Collectors.toSet());
    }
}
