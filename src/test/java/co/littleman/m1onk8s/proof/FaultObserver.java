// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks on from outside: when the fault could be seen, by a watch of its own, and when the suite called it. The suite
 * does not know of it.
 */
final class FaultObserver implements Progress, ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {
    private static final long NEVER = 0;
    private static final Map<String, ResourceDefinitionContext> KINDS = Map.of(
            "pods", kind("", "v1", "Pod", "pods"),
            "deployments", kind("apps", "v1", "Deployment", "deployments"));

    private final Case.Expect expect;
    private final ClockStart since;
    private final @Nullable SharedIndexInformer<GenericKubernetesResource> watch;
    private final AtomicLong seen = new AtomicLong(NEVER);
    private final AtomicLong called = new AtomicLong(NEVER);
    private volatile double disruption;

    /**
     * Begins to look.
     *
     * @param client null if the judged run starts a cluster of its own, which nobody else can watch
     */
    FaultObserver(@Nullable KubernetesClient client, String namespace, Case.Expect expect, ClockStart since) {
        this.expect = expect;
        this.since = since;
        this.watch = since.kind() == null
                ? null
                : Objects.requireNonNull(client)
                        .genericKubernetesResources(Objects.requireNonNull(KINDS.get(since.kind())))
                        .inNamespace(namespace)
                        .inform(this);
        if (since.mark() == ClockStart.Mark.RUN) {
            mark(seen);
        }
    }

    /** What can be watched, sorted. */
    static Set<String> kinds() {
        return new TreeSet<>(KINDS.keySet());
    }

    private static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    @Override
    public void began(String phase) {
        if (since.mark() == ClockStart.Mark.APPLY && phase.equals("apply")) {
            mark(seen);
        }
    }

    @Override
    public void judged(Verdict verdict) {
        if (verdict.check().equals(expect.check())
                && verdict.outcome() != Outcome.PASS
                && verdict.outcome() != Outcome.SKIPPED) {
            mark(called);
            disruption = verdict.seconds();
        }
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
        look(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
        look(object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {}

    private void look(GenericKubernetesResource object) {
        if (seen.get() == NEVER && found(Objects.requireNonNull(since.path()), object)) {
            mark(seen);
        }
    }

    static boolean found(JsonPath path, GenericKubernetesResource object) {
        try {
            Object found = path.read(Serialization.asJson(object));
            return found instanceof Collection<?> several ? !several.isEmpty() : found != null;
        } catch (PathNotFoundException notYet) {
            return false;
        }
    }

    private static void mark(AtomicLong moment) {
        moment.compareAndSet(NEVER, System.nanoTime());
    }

    /** True if the condition from which the clock runs was there at all: else the fault was never injected. */
    boolean saw() {
        return since.mark() == ClockStart.Mark.DISRUPTION || seen.get() != NEVER;
    }

    /**
     * Seconds from the observable condition to the verdict; empty if one of the two never came. A verdict that came
     * first, by reading what was not there to be seen yet, took none.
     */
    OptionalDouble seconds() {
        if (called.get() == NEVER || !saw()) {
            return OptionalDouble.empty();
        }
        double seconds = since.mark() == ClockStart.Mark.DISRUPTION ? disruption : (called.get() - seen.get()) / 1e9;
        return OptionalDouble.of(Math.max(0, Math.round(seconds * 100) / 100.0));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
