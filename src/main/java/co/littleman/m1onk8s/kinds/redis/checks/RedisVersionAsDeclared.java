// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.ImageName;
import io.fabric8.kubernetes.api.model.Container;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tag is a name that can be moved; Redis itself knows what it is. */
public final class RedisVersionAsDeclared implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-version-as-declared",
                    Level.TALK,
                    "Redis is of the version that its image's tag names.",
                    "The tag was moved, or the node kept an older image under it: what was tested is not what runs.")
            .requiring(RedisRequirement.REDIS)
            .after(RedisAnswersPing.INFO);

    private static final Pattern VERSION = Pattern.compile("v?((\\d+\\.\\d+)(?:\\.\\d+)?)(?:[-_].*)?");

    /**
     * The release lines of Redis (its repository's branches). A tag of another line counts the versions of an image of
     * somebody's own, and says nothing of Redis.
     */
    private static final Set<String> LINES =
            Set.of("2.8", "3.0", "3.2", "4.0", "5.0", "6.0", "6.2", "7.0", "7.2", "7.4", "8.0", "8.2", "8.4");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        boolean isJudged = false;
        for (RedisContext server : RedisContext.each(it)) {
            String image = server.redis().container().map(Container::getImage).orElseThrow();
            Optional<String> declared = declared(image);
            declared.ifPresent(version -> server.withEachRedis(redis -> isOf(version, redis, image)));
            isJudged |= declared.isPresent();
        }
        if (!isJudged) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "an image tag that names a version of Redis");
        }
    }

    /** The version that an image's tag names; empty if it names none, or another thing's. */
    static Optional<String> declared(String image) {
        ImageName name = ImageName.of(image);
        Matcher version = VERSION.matcher(name.tag());
        return name.repository().endsWith("/redis") && version.matches() && LINES.contains(version.group(2))
                ? Optional.of(version.group(1))
                : Optional.empty();
    }

    static void isOf(String declared, Redis redis, String image) {
        String runs = Objects.requireNonNullElse(redis.info("server").get("redis_version"), "unknown");
        if (!(runs + ".").startsWith(declared + ".")) {
            throw new CheckFailedException(Finding.of(
                            RedisCause.REDIS_VERSION_DIFFERS,
                            "Redis in %s is %s, and its image's tag says %s.".formatted(redis.title(), runs, declared))
                    .expected("redis_version " + declared)
                    .seen("redis_version " + runs)
                    .detail("image", image)
                    .likely("the tag was moved to another image, or the node had one of that name already"
                            + " (imagePullPolicy: IfNotPresent); a digest cannot be moved"));
        }
    }
}
