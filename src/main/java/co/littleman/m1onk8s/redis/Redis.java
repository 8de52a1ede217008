package co.littleman.m1onk8s.redis;

import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** A Redis that is spoken to, in the few verbs that the claims need. Never FLUSH, never KEYS. */
public final class Redis implements AutoCloseable {
    /** Magento's Redis backend gives up connecting after 2.5 s; so do we. */
    private static final int CONNECT_MILLIS = 2_500;
    /** Longer than any healthy answer under a small CPU limit, shorter than a person's patience. */
    private static final int ANSWER_MILLIS = 5_000;
    /** No key of ours outlives a minute, whatever becomes of the run. */
    private static final Duration KEY_LIFE = Duration.ofSeconds(60);

    private final String title;
    private final RedisClient client;
    private final Function<String, Unproven> connectionProblem;

    /**
     * Speaks to Redis at an address; connects at the first verb.
     *
     * @param title what is spoken to, for messages
     * @param connectionProblem explains a connection that could not be made or broke, given jedis' words
     */
    public Redis(
            String title, String host, int port, RedisAccess access, Function<String, Unproven> connectionProblem) {
        this.title = title;
        this.connectionProblem = connectionProblem;
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(1);
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(access.user())
                .password(access.password());
        if (access.tls()) {
            config.sslOptions(new RedisTls(access.ca()).options());
        }
        this.client = RedisClient.builder()
                .hostAndPort(new HostAndPort(host, port))
                .poolConfig(pool)
                .clientConfig(config.build())
                .build();
    }

    /**
     * Asks for a PONG.
     *
     * @throws Unproven where anything else comes back
     */
    public void answersPing() {
        expect("PING", "PONG", client::ping);
    }

    /**
     * Writes a key that only this run has, reads it, sees that it will expire, and removes it.
     *
     * @param key a key of this run
     * @throws Unproven where Redis refuses a step or answers otherwise
     */
    public void keepsAKey(String key, String value) {
        expect(
                "SET %s NX EX %d".formatted(key, KEY_LIFE.toSeconds()),
                "OK",
                () -> client.set(key, value, SetParams.setParams().nx().ex(KEY_LIFE.toSeconds())));
        expect("GET " + key, value, () -> client.get(key));
        long ttl = ask("TTL " + key, () -> client.ttl(key));
        if (ttl < 1 || ttl > KEY_LIFE.toSeconds()) {
            throw wrongAnswer("TTL " + key, "1 to " + KEY_LIFE.toSeconds(), String.valueOf(ttl));
        }
        expect("DEL " + key, "1", () -> String.valueOf(client.del(key)));
    }

    private void expect(String command, String expected, Supplier<String> verb) {
        String answer = ask(command, verb);
        if (!expected.equals(answer)) {
            throw wrongAnswer(command, expected, String.valueOf(answer));
        }
    }

    private <T> T ask(String command, Supplier<T> verb) {
        try {
            return verb.get();
        } catch (JedisDataException e) {
            throw refused(command, String.valueOf(e.getMessage()), e);
        } catch (JedisConnectionException e) {
            if (hasCause(e, SocketTimeoutException.class)) {
                throw silent(command, e);
            }
            JedisDataException refusal = find(e, JedisDataException.class);
            throw refusal == null
                    ? connectionProblem.apply(String.valueOf(e.getMessage()))
                    : refused("the login", String.valueOf(refusal.getMessage()), e);
        }
    }

    private Unproven refused(String command, String reply, Exception origin) {
        Cause cause = RedisRefusal.cause(reply);
        return new Unproven(
                Finding.of(cause, "Redis in %s refuses %s: %s".formatted(title, command, reply))
                        .likely(RedisRefusal.likely(cause)),
                origin);
    }

    private Unproven silent(String command, Exception origin) {
        return new Unproven(
                Finding.of(
                                Cause.REDIS_SILENT,
                                "Redis in %s did not answer %s within %d s."
                                        .formatted(title, command, ANSWER_MILLIS / 1000))
                        .likely(RedisRefusal.likely(Cause.REDIS_SILENT)),
                origin);
    }

    private Unproven wrongAnswer(String command, String expected, String seen) {
        return new Unproven(
                Finding.of(Cause.REDIS_WRONG_ANSWER, "Redis in %s answers %s wrongly.".formatted(title, command))
                        .expected(expected)
                        .seen(seen));
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        return find(e, type) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    @Override
    public void close() {
        client.close();
    }
}
