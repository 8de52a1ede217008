// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks for all rights of a run before it begins: one check after the other would tell them one by one, and halfway. */
public final class Preflight {
    /** What no level needs. With one of these permissions a defect of ours could do harm. */
    private static final List<Excess> FAR_MORE = List.of(
            new Excess(new Permission("", "*", "*", "", List.of("*")), "do everything on the whole cluster"),
            new Excess(new Permission("", "", "secrets", "", List.of("get")), "read the Secrets of every namespace"),
            new Excess(new Permission("", "", "namespaces", "", List.of("delete")), "delete every namespace"));

    private record Excess(Permission right, String words) {}

    private final AccessCheck us;
    private final Function<Level, String> printing;
    private final Progress progress;

    /**
     * For one run.
     *
     * @param printing the command that prints the rights for a level
     */
    public Preflight(Cluster cluster, Function<Level, String> printing, Progress progress) {
        this(new AccessReview(cluster), printing, progress);
    }

    Preflight(AccessCheck us, Function<Level, String> printing, Progress progress) {
        this.us = us;
        this.printing = printing;
        this.progress = progress;
    }

    /**
     * Returns if every right is there; tells where there are far more.
     *
     * @throws CheckFailedException RIGHTS_MISSING naming all that are not
     */
    public void require(Level level, List<Permission> rights) {
        List<Permission> missing = rights.stream().flatMap(this::missing).toList();
        if (!missing.isEmpty()) {
            throw new CheckFailedException(finding(level, missing));
        }
        FAR_MORE.stream()
                .filter(more -> us.may(more.right()))
                .findFirst()
                .ifPresent(more -> progress.note(
                        "warning:   this user may also %s, far more than %s needs: %s prints what is enough"
                                .formatted(more.words(), level.word(), printing.apply(level))));
    }

    /**
     * Whether we may do this as well, which no level needs: a refused request leaves a line in the cluster's audit log.
     */
    public boolean may(Permission right) {
        return us.may(right);
    }

    private Stream<Permission> missing(Permission right) {
        if (us.may(right)) {
            return Stream.empty();
        }
        List<String> verbs = new ArrayList<>(right.verbs());
        verbs.removeIf(verb -> us.may(right.with(List.of(verb))));
        return Stream.of(right.with(verbs));
    }

    private Finding finding(Level level, List<Permission> missing) {
        Finding finding = Finding.of(
                Cause.RIGHTS_MISSING,
                missing.size() == 1
                        ? "A right is missing for a run at %s.".formatted(level.word())
                        : "%d rights are missing for a run at %s.".formatted(missing.size(), level.word()));
        for (Permission right : missing) {
            finding = finding.detail("missing", right.toString());
        }
        return finding.next(printing.apply(level) + "   # prints the smallest Role, for who may apply it");
    }
}
