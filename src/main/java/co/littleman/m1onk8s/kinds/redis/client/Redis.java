// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection to one Redis, which speaks Redis' own commands and tells what their refusal means. Never FLUSH, never
 * KEYS.
 */
public final class Redis implements AutoCloseable {
    /** Magento's Redis backend gives up connecting after 2.5 s; so do we. */
    private static final int CONNECT_MILLIS = 2_500;
    /** Longer than any healthy answer under a small CPU limit, shorter than a person's patience. */
    private static final int ANSWER_MILLIS = 5_000;
    /** No key of ours outlives a minute, whatever becomes of the run. */
    public static final String KEY_SECONDS = "60";

    private final String title;
    private final HostAndPort address;
    private final DefaultJedisClientConfig config;
    private final RedisClient client;
    private final RedisFailures failures;
    private volatile boolean selected;

    /**
     * Speaks to Redis at an address; connects at the first command.
     *
     * @param title what is spoken to, for messages
     * @param connectionProblem explains a connection that could not be made or broke, given jedis' words
     * @param silence has the last word on a command that got no answer
     */
    public Redis(
            String title,
            String host,
            int port,
            RedisAccess access,
            Function<String, CheckFailedException> connectionProblem,
            NoReply silence) {
        this.title = title;
        this.failures = new RedisFailures(title, ANSWER_MILLIS, connectionProblem, silence);
        this.address = new HostAndPort(host, port);
        this.config = config(access);
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        // One connection: SELECT and MULTI belong to it.
        pool.setMaxTotal(1);
        pool.setJmxEnabled(false);
        this.client = RedisClient.builder()
                .hostAndPort(address)
                .poolConfig(pool)
                .clientConfig(config)
                .build();
    }

    private static DefaultJedisClientConfig config(RedisAccess access) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(access.user())
                .password(access.password());
        if (access.tls()) {
            config.sslOptions(new RedisTls(access.ca()).options());
        }
        return config.build();
    }

    /**
     * What comes of a PING. On a busy machine a port-forward may swallow the first word said through it, and the next
     * port-forward does not: a conversation begins where somebody is heard.
     */
    public Hearing hearing() {
        try {
            client.executeCommand(new CommandArguments(Protocol.Command.PING));
            return Hearing.ANSWER;
        } catch (JedisDataException e) {
            return Hearing.ANSWER;
        } catch (JedisConnectionException e) {
            return RedisFailures.isTimeout(e) ? Hearing.SILENCE : Hearing.NO_CONNECTION;
        }
    }

    /**
     * True if the connection still answers, and is again as it was when it was new. Unlike {@link #hearing}, whatever
     * is wrong counts: another connection can be made.
     */
    public boolean isAsNew() {
        try {
            client.executeCommand(selected ? RedisCommands.arguments("SELECT", "0") : RedisCommands.arguments("PING"));
            selected = false;
            return true;
        } catch (JedisDataException e) {
            return !selected;
        } catch (JedisConnectionException e) {
            return false;
        }
    }

    /** Sends a command for the answer's sake alone, whatever it is. */
    public void answers(String... command) {
        ask(command);
    }

    /** What is spoken to, such as {@code pod cache-5d9c…}. */
    public String title() {
        return title;
    }

    /**
     * Sends a command whose answer is known.
     *
     * @throws CheckFailedException if Redis refuses it or answers otherwise
     */
    public void expect(String expected, String... command) {
        String answer = String.valueOf(RedisCommands.plain(ask(command)));
        if (!expected.equals(answer)) {
            throw wrongAnswer(RedisCommands.shown(command), expected, answer);
        }
    }

    /** The answer to a command as text; null for nil. */
    public @Nullable String text(String... command) {
        Object answer = RedisCommands.plain(ask(command));
        return answer == null ? null : answer.toString();
    }

    /** The answer to a command that counts. */
    public long number(String... command) {
        return ask(command) instanceof Long number ? number : -1;
    }

    /**
     * The answer to a command about Redis itself, taken apart as {@link #list}.
     *
     * @throws CheckFailedException INCONCLUSIVE if this user may not ask it, or the command was taken away: that says
     *     nothing about the stack
     */
    public List<String> inspect(String... command) {
        try {
            return list(command);
        } catch (CheckFailedException refusal) {
            String reason = refusal.finding().reason();
            if (refusal.finding().cause() == RedisCause.REDIS_NOPERM || reason.contains("unknown command")) {
                throw new CheckFailedException(
                        Finding.of(
                                        RedisCause.REDIS_NOT_INSPECTABLE,
                                        "Redis in %s does not let us look at %s."
                                                .formatted(title, RedisCommands.shown(command)))
                                .seen(reason)
                                .likely(
                                        reason.contains("unknown command")
                                                ? "rename-command took it away; a check that cannot be judged can be waived in verify.yml (waivers)"
                                                : "the Redis user of this run may not; VERIFY_REDIS_USER names another"),
                        refusal);
            }
            throw refusal;
        }
    }

    /** The answer to a command that lists; nil is left out, and lists in it are taken apart. */
    public List<String> list(String... command) {
        List<String> flat = new ArrayList<>();
        flatten(ask(command), flat);
        return List.copyOf(flat);
    }

    /** A section of INFO, by field. */
    public Map<String, String> info(String section) {
        Map<String, String> fields = new HashMap<>();
        String.join("", inspect("INFO", section))
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line ->
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return Map.copyOf(fields);
    }

    /** The live value of a setting; empty if this Redis does not have it. */
    public String config(String name) {
        List<String> pair = inspect("CONFIG", "GET", name);
        return pair.size() < 2 ? "" : pair.get(1);
    }

    /**
     * Freezes Redis, over a connection of its own, until the freeze is closed.
     *
     * @throws CheckFailedException if Redis refuses it, or cannot be reached
     */
    public RedisPause freeze() {
        try {
            return new RedisPause(address, config);
        } catch (JedisDataException e) {
            throw failures.refused("CLIENT PAUSE", String.valueOf(e.getMessage()), e);
        } catch (JedisConnectionException e) {
            throw failures.connection(e);
        }
    }

    /** The finding for an answer that is not what it must be. */
    public CheckFailedException wrongAnswer(String command, String expected, String seen) {
        return new CheckFailedException(
                Finding.of(RedisCause.REDIS_WRONG_ANSWER, "Redis in %s answers %s wrongly.".formatted(title, command))
                        .expected(expected)
                        .seen(seen));
    }

    /**
     * Sends commands as one transaction, all at once as Magento's client does: however long the way to Redis is, it is
     * gone once.
     *
     * @throws CheckFailedException if Redis refuses one of them
     */
    public void transaction(List<String[]> commands) {
        try (AbstractPipeline pipeline = client.pipelined()) {
            List<String[]> all = new ArrayList<>(commands);
            all.add(0, new String[] {"MULTI"});
            all.add(new String[] {"EXEC"});
            List<Response<Object>> answers = all.stream()
                    .map(command -> pipeline.executeCommand(
                            new CommandObject<>(RedisCommands.arguments(command), BuilderFactory.RAW_OBJECT)))
                    .toList();
            pipeline.sync();
            for (int i = 0; i < all.size() - 1; i++) {
                String expected = i == 0 ? "OK" : "QUEUED";
                String answer = String.valueOf(RedisCommands.plain(answer(answers.get(i), all.get(i))));
                if (!expected.equals(answer)) {
                    throw wrongAnswer(RedisCommands.shown(all.get(i)), expected, answer);
                }
            }
            flatten(answer(answers.get(all.size() - 1), "EXEC"), new ArrayList<>());
        } catch (JedisDataException e) {
            throw failures.refused("a transaction", String.valueOf(e.getMessage()), e);
        } catch (JedisConnectionException e) {
            // A second time it might be written twice; that somebody answers there tells enough.
            throw failures.lost("a transaction", e, "PING");
        }
    }

    private @Nullable Object answer(Response<Object> response, String... command) {
        try {
            return response.get();
        } catch (JedisDataException e) {
            throw failures.refused(RedisCommands.shown(command), String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Object ask(String... command) {
        selected |= command[0].equals("SELECT");
        try {
            return client.executeCommand(RedisCommands.arguments(command));
        } catch (JedisDataException e) {
            throw failures.refused(RedisCommands.shown(command), String.valueOf(e.getMessage()), e);
        } catch (JedisConnectionException e) {
            throw failures.lost(RedisCommands.shown(command), e, command);
        }
    }

    private void flatten(@Nullable Object answer, List<String> into) {
        if (answer instanceof List<?> list) {
            list.forEach(item -> flatten(item, into));
        } else if (answer instanceof JedisDataException refusal) {
            throw failures.refused("a command of a transaction", String.valueOf(refusal.getMessage()), refusal);
        } else if (answer != null) {
            into.add(String.valueOf(RedisCommands.plain(answer)));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
