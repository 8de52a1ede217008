// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.api.RequestFilter;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.ApiRequest;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a user's own check to the rights that it declared. On a cluster of the run's own it could do everything, and
 * would be refused on staging only.
 */
final class OwnCheckGuard implements RequestFilter {
    /** What a user asks about itself, every user may (ClusterRole system:basic-user). */
    private static final Set<String> ABOUT_ITSELF = Set.of("authorization.k8s.io", "authentication.k8s.io");

    private final Check check;
    private final List<Permission> allowed;
    private @Nullable ApiRequest refused;

    private OwnCheckGuard(Check check, List<Permission> allowed) {
        this.check = check;
        this.allowed = allowed;
    }

    /**
     * Judges a check; one of a user's own within its rights.
     *
     * @throws CheckFailedException RIGHT_NOT_DECLARED if it asked for more, whatever it made of the refusal
     */
    static void judge(Check check, RunContext context, Runnable judging) {
        if (!Defects.isOwn(check)) {
            judging.run();
            return;
        }
        OwnCheckGuard guard = new OwnCheckGuard(check, allowed(check, context));
        try {
            context.cluster().filtered(guard, judging);
        } catch (RuntimeException e) {
            guard.requireNothingRefused();
            throw e;
        }
        guard.requireNothingRefused();
    }

    private static List<Permission> allowed(Check check, RunContext context) {
        List<Permission> all = new ArrayList<>(RequiredPermissions.of(
                check.info().level(),
                context.stack(),
                context.settings().scope(),
                Kinds.all().permissions(context.settings(), context.namespaces())));
        context.namespaces().forEach(namespace -> all.addAll(check.permissions(namespace)));
        return all;
    }

    @Override
    public void admit(String method, String path, @Nullable String query) {
        ApiRequest.of(method, path, query)
                .filter(request -> !ABOUT_ITSELF.contains(request.group()))
                .filter(request -> allowed.stream().noneMatch(request::isAllowedBy))
                .ifPresent(request -> {
                    refused = refused == null ? request : refused;
                    throw new CheckFailedException(finding(request));
                });
    }

    /** The check may have caught the refusal, and have gone on without an answer. */
    private void requireNothingRefused() {
        if (refused != null) {
            throw new CheckFailedException(finding(refused));
        }
    }

    private Finding finding(ApiRequest request) {
        Permission needed = request.needed();
        return Finding.of(
                        Cause.RIGHT_NOT_DECLARED,
                        "The check %s asked for a right that it did not declare: %s.".formatted(check.id(), needed))
                .likely("a defect of class %s, not of the stack"
                        .formatted(check.getClass().getName()))
                .next("let its permissions() return new Permission(namespace, \"%s\", \"%s\", \"\", List.of(\"%s\"))"
                        .formatted(
                                needed.group(),
                                needed.resource(),
                                needed.verbs().get(0)));
    }
}
