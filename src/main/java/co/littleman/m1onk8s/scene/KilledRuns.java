package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.redis.RunKeys;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.stream.Stream;

/** What runs that were killed left in Redis: by their ids its keys are known, and nobody has to search for them. */
final class KilledRuns {
    private final StackScene scene;
    private final Progress progress;

    KilledRuns(StackScene scene, Progress progress) {
        this.scene = scene;
        this.progress = progress;
    }

    void forget(Set<RunId> killed) {
        for (RunId run : killed) {
            scene.stack().components().stream()
                    .filter(component -> component.workload() != null
                            && component.redisContainer().isPresent())
                    .forEach(component -> forget(run, component));
        }
    }

    private void forget(RunId run, Component component) {
        ComponentScene it = new ComponentScene(scene, component);
        String[] command = Stream.concat(
                        Stream.of("DEL"), RunKeys.untimed(RunKeys.of(run, component.name(), RunKeys.PRESSURE)).stream())
                .toArray(String[]::new);
        for (Pod pod : it.readyNow()) {
            try {
                it.withRedis(pod, redis -> tell(run, redis, redis.number(command)));
            } catch (Unproven e) {
                progress.note("warning:   what run %s may have left in Redis was not deleted: %s"
                        .formatted(run, e.finding().reason()));
            }
        }
    }

    private void tell(RunId run, Redis redis, long deleted) {
        if (deleted > 0) {
            progress.note("sweep:     deleted %d keys in %s, which run %s left".formatted(deleted, redis.title(), run));
        }
    }
}
