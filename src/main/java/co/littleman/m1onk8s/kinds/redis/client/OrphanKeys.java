// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.stack.Component;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What runs that were killed left in Redis: by their ids its keys are known, and nobody has to search for them. */
public final class OrphanKeys {
    private final RunContext context;
    private final Progress progress;

    /** For one run. */
    public OrphanKeys(RunContext context, Progress progress) {
        this.context = context;
        this.progress = progress;
    }

    /** Deletes the keys without a TTL that killed runs have left, wherever a Redis is reached; says why one is not. */
    public Optional<String> delete(Set<RunId> killed) {
        return context.stack().components().stream()
                .filter(component -> component.workload() != null
                        && RedisComponent.of(component).container().isPresent()
                        && !isGoneWithItsKeys(component))
                .map(component -> takeAway(killed, component))
                .flatMap(Optional::stream)
                .reduce((first, another) -> first);
    }

    /** On a cluster of our own nobody moves a Redis elsewhere: if its pods are gone, so is what they held. */
    private boolean isGoneWithItsKeys(Component component) {
        return context.cluster().isOurs()
                && context.view(component.namespace())
                        .podsOf(Objects.requireNonNull(component.workload()))
                        .isEmpty();
    }

    private Optional<String> takeAway(Set<RunId> killed, Component component) {
        try {
            RedisContext.each(new ComponentContext(context, component))
                    .forEach(server ->
                            server.withEachRedis(redis -> killed.forEach(run -> takeAway(run, component, redis))));
            return Optional.empty();
        } catch (CheckFailedException e) {
            return Optional.of(e.finding().reason());
        }
    }

    private void takeAway(RunId run, Component component, Redis redis) {
        // A user that may write none of our keys has left none.
        String before = KeySpace.before(redis, RunKeys.of(run, component.name(), "allowed"))
                .orElse("");
        String[] command = Stream.concat(
                        Stream.of("DEL"),
                        RunKeys.untimed(RunKeys.of(before, run, component.name(), RunKeys.PRESSURE)).stream())
                .toArray(String[]::new);
        long deleted = redis.number(command);
        if (deleted > 0) {
            progress.note("sweep:     deleted %d keys in %s, which run %s left".formatted(deleted, redis.title(), run));
        }
    }
}
