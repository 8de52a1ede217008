// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.KindRun;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.SecretKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The login to a namespace's Redis. If a Secret holds the password, it is read once, for the first connection. */
public final class RedisLogin implements KindRun {
    private final Cluster cluster;
    private final RedisAccess access;
    private final boolean maySpeak;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();

    /**
     * That of a run.
     *
     * @param maySpeak false if nobody speaks to Redis: the Secret is not read then
     */
    public RedisLogin(Cluster cluster, RedisAccess access, boolean maySpeak) {
        this.cluster = cluster;
        this.access = access;
        this.maySpeak = maySpeak;
    }

    /** That of the run which checks look at. */
    static RedisLogin of(RunContext context) {
        return context.shared()
                .get(
                        RedisLogin.class,
                        () -> new RedisLogin(
                                context.cluster(), RedisAccess.of(context.settings()), context.reaches(Level.TALK)));
    }

    /** Makes it the login of the run which checks look at. */
    @Override
    public void join(RunContext context) {
        context.shared().get(RedisLogin.class, () -> this);
    }

    /**
     * The way in.
     *
     * @throws CheckFailedException SECRET_MISSING if the Secret, or its key, is not there
     */
    public RedisAccess of(String namespace) {
        SecretKey secret = access.secret();
        return secret == null
                ? access
                : access.withPassword(passwords.computeIfAbsent(namespace, where -> read(where, secret)));
    }

    /** What must be in no report and no log of the namespace; null for nothing. */
    @Override
    public @Nullable String hidden(String namespace) {
        if (access.secret() == null || !maySpeak) {
            return access.password();
        }
        try {
            return of(namespace).password();
        } catch (CheckFailedException e) {
            // What cannot be read cannot be shown either; the check that needs it reports what is wrong.
            return null;
        }
    }

    private String read(String namespace, SecretKey secret) {
        ApiResponse reply = cluster.get("/api/v1/namespaces/%s/secrets/%s".formatted(namespace, secret.name()));
        if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new CheckFailedException(missing(namespace, secret, "is not on this cluster", "")
                    .next("kubectl -n %s get secrets".formatted(namespace)));
        }
        JsonNode value = reply.required("reading Redis' password in Secret %s/%s".formatted(namespace, secret.name()))
                .body()
                .path("data")
                .path(secret.key());
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new CheckFailedException(missing(
                            namespace,
                            secret,
                            "has no key " + secret.key(),
                            keys(reply.body().path("data")))
                    .next("kubectl -n %s describe secret %s".formatted(namespace, secret.name())));
        }
        return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
    }

    private static Finding missing(String namespace, SecretKey secret, String what, String seen) {
        return Finding.of(
                        Cause.SECRET_MISSING,
                        "Secret %s/%s, which is to hold Redis' password, %s.".formatted(namespace, secret.name(), what))
                .expected("--redis-password-from secret:%s/%s".formatted(secret.name(), secret.key()))
                .seen(seen);
    }

    private static String keys(JsonNode data) {
        List<String> keys = new ArrayList<>();
        data.fieldNames().forEachRemaining(keys::add);
        return keys.isEmpty() ? "no key at all" : "the keys " + String.join(", ", keys);
    }
}
