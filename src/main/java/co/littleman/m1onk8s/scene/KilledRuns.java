package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.redis.RunKeys;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs that were killed left in Redis: by their ids its keys are known, and nobody has to search for them. */
final class KilledRuns {
    private final StackScene scene;
    private final Progress progress;

    KilledRuns(StackScene scene, Progress progress) {
        this.scene = scene;
        this.progress = progress;
    }

    /** Takes away what these left, and says which of them have left nothing any more. */
    Set<RunId> forget(Set<RunId> killed) {
        return killed.stream()
                .filter(run -> scene.stack().components().stream()
                        .filter(component -> component.workload() != null
                                && component.redisContainer().isPresent())
                        .allMatch(component -> forget(run, component)))
                .collect(Collectors.toSet());
    }

    private boolean forget(RunId run, Component component) {
        ComponentScene it = new ComponentScene(scene, component);
        String[] command = Stream.concat(
                        Stream.of("DEL"), RunKeys.untimed(RunKeys.of(run, component.name(), RunKeys.PRESSURE)).stream())
                .toArray(String[]::new);
        try {
            it.withEachRedis(redis -> tell(run, redis, redis.number(command)));
            return true;
        } catch (Unproven e) {
            progress.note("warning:   what run %s may have left in Redis is not deleted yet: %s"
                    .formatted(run, e.finding().reason()));
            return false;
        }
    }

    private void tell(RunId run, Redis redis, long deleted) {
        if (deleted > 0) {
            progress.note("sweep:     deleted %d keys in %s, which run %s left".formatted(deleted, redis.title(), run));
        }
    }
}
