// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.Persistence;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Comparator;
import java.util.Optional;

/** The directory as Redis says it, the volume as the live pod has it. */
public final class RedisPersistenceFits implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-persistence-fits",
                    Level.TALK,
                    "Redis does not write an append-only file into a directory that ends with the pod.",
                    "The file grows until the node evicts the pod, and is lost with it all the same.")
            .requiring(RedisRequirement.REDIS, Requirement.WORKLOAD)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        for (RedisContext server : RedisContext.each(it)) {
            String container = server.redis().containerName();
            for (Pod pod : it.readyPods()) {
                server.withRedis(pod, redis -> fits(redis.title(), Persistence.of(redis), pod, container));
            }
        }
    }

    static void fits(String redis, Persistence settings, Pod pod, String container) {
        if (!settings.appendonly()) {
            return;
        }
        Optional<Volume> volume = volume(pod, container, settings.dir());
        if (volume.isEmpty() || volume.get().getEmptyDir() != null) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.PERSISTENCE_MISPLACED,
                            "Redis in %s keeps an append-only file where it does not last.".formatted(redis))
                    .expected("appendonly no, or %s on a persistent volume".formatted(settings.dir()))
                    .seen("appendonly yes, %s on %s"
                            .formatted(
                                    settings.dir(),
                                    volume.map(found -> "emptyDir " + found.getName())
                                            .orElse("the container's own layer"))));
        }
    }

    /** The volume that holds the directory: of all mounts above it, the nearest. */
    private static Optional<Volume> volume(Pod pod, String container, String dir) {
        Optional<String> name = pod.getSpec().getContainers().stream()
                .filter(one -> one.getName().equals(container))
                .flatMap(one -> one.getVolumeMounts().stream())
                .filter(mount -> (dir + "/").startsWith(mount.getMountPath().replaceFirst("/*$", "/")))
                .max(Comparator.comparing(mount -> mount.getMountPath().length()))
                .map(VolumeMount::getName);
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> name.equals(Optional.of(volume.getName())))
                .findFirst();
    }
}
