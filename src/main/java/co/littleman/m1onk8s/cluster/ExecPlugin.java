package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Knob;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Interrupted;
import co.littleman.m1onk8s.verdict.Unproven;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command by which a kubeconfig's user logs in, such as {@code aws} or {@code kubelogin}. fabric8 would wait for it
 * forever, takes its warnings for its answer, and goes on without a login where it fails.
 */
final class ExecPlugin {
    /** A cloud's command line takes two or three; ten are all that a person waits to hear that it hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** Renewed this much earlier, so that no request is on its way when it ends. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_WORDS = 400;
    private static final int MOST_LINES = 4;
    private static final String GROUP = "client.authentication.k8s.io/";
    private static final JsonMapper JSON = new JsonMapper();

    /** Tokens, keys and the like: long, and of no language. */
    private static final Pattern SECRET = Pattern.compile("eyJ[\\w.-]{10,}|[\\w+=-]{40,}");

    /** Arguments whose value nobody should read, such as {@code --oidc-client-secret=…}. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(secret|token|password|key).*");

    /** Shorter values are words, and hiding them would hide the message. */
    private static final int SHORTEST_SECRET = 6;

    /**
     * What it gave.
     *
     * @param token for each request; or null
     * @param certificate PEM; or null
     * @param key PEM of the certificate's key
     * @param expires null where it does not say
     */
    record Credential(
            @Nullable String token,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable Instant expires) {
        boolean isOver(Instant now) {
            return expires != null && expires.isBefore(now);
        }

        @Override
        public String toString() {
            return "Credential[expires=%s]".formatted(expires);
        }
    }

    private final ExecConfig exec;
    private final Path directory;
    private final JsonNode cluster;
    private final Duration patience;
    private @Nullable Credential last;

    /**
     * The plugin of a kubeconfig.
     *
     * @param directory of the kubeconfig, from where a relative command is looked for
     * @param cluster what it is told of the cluster, where it asks for that
     */
    ExecPlugin(ExecConfig exec, Path directory, JsonNode cluster) {
        this(exec, directory, cluster, PATIENCE);
    }

    ExecPlugin(ExecConfig exec, Path directory, JsonNode cluster, Duration patience) {
        this.exec = exec;
        this.directory = directory;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** Its command, as the kubeconfig writes it. */
    String name() {
        return exec.getCommand();
    }

    /**
     * What it gave last, as long as that holds; then it is asked again.
     *
     * @throws Unproven LOGIN_FAILED where it gives nothing
     */
    synchronized Credential credential() {
        if (last == null || last.isOver(Instant.now().plus(MARGIN))) {
            last = login();
        }
        return last;
    }

    private Credential login() {
        if ("Always".equals(exec.getInteractiveMode())) {
            throw failed(
                    "wants a person at the keyboard (interactiveMode: Always), and a run has none",
                    "",
                    "a user of the kubeconfig that logs in without one, such as a ServiceAccount's token");
        }
        Process process = start();
        Drain answer = new Drain(process.getInputStream());
        Drain words = new Drain(process.getErrorStream());
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(
                        "did not answer within %d s".formatted(patience.toSeconds()),
                        clean(words.text()),
                        "log in with it beforehand; it may wait for a person or a server: " + kubectl());
            }
            // What it left running may hold the pipes open.
            answer.end();
            words.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interrupted.whileDoing("logging in by " + name());
        } catch (IOException e) {
            throw failed("could not be talked to", e.getClass().getSimpleName(), kubectl());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw failed("ended with exit code %d".formatted(process.exitValue()), clean(words.text()), kubectl());
        }
        return credential(answer.text(), clean(words.text()));
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        boolean relative = name().contains("/") && !name().startsWith("/");
        command.add(relative ? directory.resolve(name()).normalize().toString() : name());
        command.addAll(Objects.requireNonNullElse(exec.getArgs(), List.of()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // None of its business.
        environment.remove(Knob.REDIS_PASSWORD.env());
        Objects.requireNonNullElse(exec.getEnv(), List.<io.fabric8.kubernetes.api.model.ExecEnvVar>of())
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        environment.put("KUBERNETES_EXEC_INFO", info());
        try {
            return builder.start();
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage()).replaceFirst("(?s).*error=\\d+, ", "");
            String hint = Objects.requireNonNullElse(exec.getInstallHint(), "");
            throw failed(
                    "cannot be run on this machine",
                    said,
                    hint.isBlank()
                            ? "install it, or name a kubeconfig with another login with --kubeconfig"
                            : hint.strip());
        }
    }

    /** What kubectl tells it as well: the form of the answer, that nobody is at the keyboard, and the cluster if asked. */
    private String info() {
        var info = JSON.createObjectNode();
        info.put("apiVersion", exec.getApiVersion()).put("kind", "ExecCredential");
        var spec = info.putObject("spec").put("interactive", false);
        if (Boolean.TRUE.equals(exec.getProvideClusterInfo())) {
            spec.set("cluster", cluster);
        }
        return info.toString();
    }

    private Credential credential(String answer, String words) {
        JsonNode given;
        try {
            given = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw noCredential("no JSON", words);
        }
        String version = given.path("apiVersion").asText("");
        if (!version.equals(exec.getApiVersion()) || !version.startsWith(GROUP)) {
            throw noCredential(version.isEmpty() ? "no apiVersion" : "apiVersion " + version, words);
        }
        JsonNode status = given.path("status");
        String token = text(status, "token");
        String certificate = text(status, "clientCertificateData");
        String key = text(status, "clientKeyData");
        if (token == null && (certificate == null || key == null)) {
            throw noCredential("neither a token nor a certificate with its key", words);
        }
        Credential credential = new Credential(token, certificate, key, expiry(status));
        if (credential.isOver(Instant.now())) {
            throw failed("gave a login that ended at " + credential.expires(), words, kubectl());
        }
        return credential;
    }

    private @Nullable Instant expiry(JsonNode status) {
        String text = text(status, "expirationTimestamp");
        try {
            return text == null ? null : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw noCredential("an expirationTimestamp that is no time", "");
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }

    private Unproven noCredential(String seen, String words) {
        String more = words.isEmpty() ? seen : seen + "; it said: " + words;
        return failed("answered with what is no ExecCredential of " + exec.getApiVersion(), more, kubectl());
    }

    private Unproven failed(String what, String seen, String next) {
        return new Unproven(
                Finding.of(Cause.LOGIN_FAILED, "The login plugin %s of the kubeconfig %s.".formatted(name(), what))
                        .seen(seen)
                        .next(next));
    }

    private static String kubectl() {
        return "kubectl auth whoami   # runs the same plugin";
    }

    /** The end of what it wrote to its standard error, without what may be secret. Its answer is never shown. */
    private String clean(String text) {
        String known = text;
        for (String secret : secrets()) {
            known = known.replace(secret, "***");
        }
        List<String> lines = SECRET.matcher(known)
                .replaceAll("***")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String end = String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        return end.length() <= MOST_WORDS ? end : end.substring(end.length() - MOST_WORDS);
    }

    private List<String> secrets() {
        List<String> args = Objects.requireNonNullElse(exec.getArgs(), List.of());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            if (equals > 0 && SECRET_NAME.matcher(arg.substring(0, equals)).matches()) {
                values.add(arg.substring(equals + 1));
            } else if (i > 0 && SECRET_NAME.matcher(args.get(i - 1)).matches()) {
                values.add(arg);
            }
        }
        Stream<String> environment =
                Objects.requireNonNullElse(exec.getEnv(), List.<io.fabric8.kubernetes.api.model.ExecEnvVar>of())
                        .stream()
                        .map(io.fabric8.kubernetes.api.model.ExecEnvVar::getValue);
        return Stream.concat(values.stream(), environment)
                .filter(value -> value != null && value.length() >= SHORTEST_SECRET)
                .toList();
    }

    /** Reads a stream to its end, so that who writes to it never waits. */
    private static final class Drain extends Thread {
        private static final int MILLIS = 500;

        private final InputStream stream;
        private final StringBuilder read = new StringBuilder();

        Drain(InputStream stream) {
            super("login");
            this.stream = stream;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] some = new byte[8_192];
            try {
                for (int n = stream.read(some); n >= 0; n = stream.read(some)) {
                    synchronized (read) {
                        if (read.length() < MOST_BYTES) {
                            read.append(new String(some, 0, n, StandardCharsets.UTF_8));
                        }
                    }
                }
            } catch (IOException e) {
                // It was ended.
            }
        }

        void end() throws InterruptedException {
            join(MILLIS);
        }

        String text() {
            synchronized (read) {
                return read.toString();
            }
        }
    }
}
