// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import java.util.TreeSet;

/** What is to be said of a Redis that was filled. */
final class FullMemoryFinding {
    private final Workload workload;
    private final String pod;
    private final RedisRole role;
    private final MemoryLimits limits;

    FullMemoryFinding(Workload workload, String pod, RedisRole role, MemoryLimits limits) {
        this.workload = workload;
        this.pod = pod;
        this.role = role;
        this.limits = limits;
    }

    /** A cache that takes nothing more. */
    Finding refuses(Finding refusal) {
        return finding(RedisCause.REDIS_OOM, "Redis in pod %s refuses writes when it is full.".formatted(pod))
                .expected("old entries evicted, new ones taken")
                .seen(refusal.reason())
                .likely("the policy %s evicts nothing of this role's data".formatted(limits.policy()));
    }

    /** A cache that forgets which entries belong together. */
    Finding lostTags(long present) {
        return finding(
                        RedisCause.TAG_METADATA_EVICTED,
                        "Redis in pod %s evicted data without a TTL when it was full, as Magento's tag sets are."
                                .formatted(pod))
                .expected("all %d untimed sets still there".formatted(TagSets.COUNT))
                .seen("%d of %d".formatted(present, TagSets.COUNT))
                .likely("the policy %s takes any key: cleaning by tag then leaves stale pages"
                        .formatted(limits.policy()));
    }

    Finding evictsNothing(long written) {
        return finding(
                        RedisCause.NOTHING_EVICTED,
                        "Redis in pod %s took more than it may keep, and evicted nothing.".formatted(pod))
                .expected("evicted_keys to rise")
                .seen("%s written".formatted(MemoryLimits.mega(written)))
                .likely("no maxmemory, and the container's limit is not enforced");
    }

    /** A store that must refuse, and loses data instead. */
    Finding evicts(long lost) {
        return finding(
                        RedisCause.DATA_EVICTED,
                        "Redis in pod %s evicts data when it is full, but role %s must refuse new data."
                                .formatted(pod, role.word()))
                .expected("an OOM error for the write too many, and all old keys still there")
                .seen("%d keys lost".formatted(lost))
                .likely("the policy %s evicts: a lost session is a lost cart".formatted(limits.policy()));
    }

    /** It was killed, by the kernel or by its own probes. */
    Finding killed(String end, boolean outOfMemory, long written) {
        return finding(
                        outOfMemory ? Cause.OUT_OF_MEMORY : RedisCause.RESTARTED_UNDER_PRESSURE,
                        "Redis in pod %s was %s when it filled up, and all its data is lost."
                                .formatted(pod, outOfMemory ? "killed for its memory" : "restarted"))
                .expected("Redis at its limit, alive")
                .seen("%s, after %s were written".formatted(end, MemoryLimits.mega(written)))
                .likely(likely(outOfMemory));
    }

    private String likely(boolean outOfMemory) {
        if (!outOfMemory) {
            return "a liveness probe with less patience than a busy Redis needs";
        }
        return limits.maxmemory() == 0
                ? "no maxmemory: Redis grows until the kernel kills it"
                : "maxmemory leaves too little of the container's limit for Redis itself, its clients and its probes";
    }

    private Finding finding(Cause cause, String reason) {
        return Finding.of(cause, reason)
                .detail("limits", limits.words(), workload.file())
                .detail("safe policies", String.join(" ", new TreeSet<>(role.policies())))
                .next("kubectl -n %s exec %s -- redis-cli INFO memory"
                        .formatted(workload.namespace(), workload.reference()));
    }
}
