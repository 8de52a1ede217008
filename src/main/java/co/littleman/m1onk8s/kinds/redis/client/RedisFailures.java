// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Says what it means that a command to one Redis failed. */
final class RedisFailures {
    private final String title;
    private final int answerMillis;
    private final Function<String, CheckFailedException> connectionProblem;
    private final NoReply silence;

    /**
     * Of one Redis.
     *
     * @param title such as {@code pod cache-1}
     * @param answerMillis how long an answer is waited for
     * @param connectionProblem explains a lost connection by the client's own words
     * @param silence what it means that no answer came in time
     */
    RedisFailures(
            String title, int answerMillis, Function<String, CheckFailedException> connectionProblem, NoReply silence) {
        this.title = title;
        this.answerMillis = answerMillis;
        this.connectionProblem = connectionProblem;
        this.silence = silence;
    }

    /** No answer to a command came. */
    CheckFailedException lost(String shown, JedisConnectionException e, String... command) {
        if (isTimeout(e)) {
            return silence.of(silent(shown), command);
        }
        if (find(e, CertPathValidatorException.class) != null || find(e, CertPathBuilderException.class) != null) {
            return untrusted(e);
        }
        JedisDataException refusal = find(e, JedisDataException.class);
        return refusal == null ? connection(e) : refused("the login", String.valueOf(refusal.getMessage()), e);
    }

    /** The connection broke, or was never made. */
    CheckFailedException connection(Exception e) {
        return connectionProblem.apply(String.valueOf(e.getMessage()));
    }

    /** Redis answered with an error. */
    CheckFailedException refused(String command, String reply, Exception origin) {
        Cause cause = RedisRefusal.cause(reply);
        return new CheckFailedException(
                Finding.of(cause, "Redis in %s refuses %s: %s".formatted(title, command, reply))
                        .likely(RedisRefusal.likely(reply)),
                origin);
    }

    /** Whose mistake it is, the certificate's or the CA's, is not seen from here. */
    private CheckFailedException untrusted(Exception origin) {
        return new CheckFailedException(
                Finding.of(
                                RedisCause.REDIS_CERTIFICATE,
                                "The certificate of Redis in %s is not one that --redis-ca vouches for, or is over."
                                        .formatted(title))
                        .seen(String.valueOf(origin.getMessage()))
                        .likely("--redis-ca names another CA than the one that signed it")
                        .next("openssl verify -CAfile CA.pem CERTIFICATE.pem"),
                origin);
    }

    private Finding silent(String command) {
        return Finding.of(
                        RedisCause.REDIS_SILENT,
                        "Redis in %s did not answer %s within %d s.".formatted(title, command, answerMillis / 1000))
                .likely(RedisRefusal.likely(RedisCause.REDIS_SILENT));
    }

    /** True if no answer came in time. */
    static boolean isTimeout(Throwable e) {
        return find(e, SocketTimeoutException.class) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
