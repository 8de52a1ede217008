// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who we say we are, and until when: asked only after the server refused us, for this machine's clock may be wrong.
 *
 * @param name such as {@code the kubeconfig's token}
 * @param ends when they end, as they say themselves; empty if they do not
 * @param next what to do if they have
 */
public record Credentials(String name, Supplier<Optional<Instant>> ends, String next) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int JWT_PARTS = 3;

    /** None, or of which nothing is known. */
    public static final Credentials UNKNOWN = new Credentials("", Optional::empty, "");

    /** A token, and what it says of its own end. */
    public static Credentials token(String name, Supplier<String> token, String next) {
        return new Credentials(name, () -> end(token.get()), next);
    }

    static Credentials certificate(X509Certificate certificate, String next) {
        return new Credentials(
                "the client certificate of %s"
                        .formatted(certificate.getSubjectX500Principal().getName()),
                () -> Optional.of(certificate.getNotAfter().toInstant()),
                next);
    }

    static X509Certificate certificate(byte[] pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    /** The {@code exp} of a JWT; any other token keeps it to itself. */
    static Optional<Instant> end(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != JWT_PARTS) {
            return Optional.empty();
        }
        try {
            String checks = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            long seconds = JSON.readTree(checks).path("exp").asLong(0);
            return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** The finding for a first question that was refused, with the end of the login if that is the reason. */
    CheckFailedException explain(CheckFailedException problem, Instant now) {
        Finding finding = problem.finding();
        if (finding.cause() != Cause.API_UNAUTHORIZED && finding.cause() != Cause.API_CERTIFICATE) {
            return problem;
        }
        Optional<Instant> end = ends.get().filter(now::isAfter);
        if (end.isEmpty()) {
            return name.isEmpty() ? problem : new CheckFailedException(finding.detail("login", name), problem);
        }
        Instant when = end.get().truncatedTo(ChronoUnit.SECONDS);
        return new CheckFailedException(
                Finding.of(
                                Cause.API_UNAUTHORIZED,
                                "The API server does not know us: %s expired at %s.".formatted(name, when))
                        .seen(finding.seen())
                        .detail("now", now.truncatedTo(ChronoUnit.SECONDS).toString())
                        .next(next),
                problem);
    }
}
