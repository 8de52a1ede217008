// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command by which a kubeconfig's user logs in, such as {@code aws} or {@code kubelogin}. fabric8 would wait for it
 * forever, takes its warnings for its answer, and goes on without a login if it fails.
 */
final class ExecPlugin {
    /** A cloud's command line takes two or three; ten are all that a person waits to hear that it hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** Renewed this much earlier, so that no request is on its way when it ends. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    private final ExecConfig exec;
    private final Path directory;
    private final JsonNode cluster;
    private final Duration patience;
    private @Nullable ExecCredential last;

    /**
     * The plugin of a kubeconfig.
     *
     * @param directory of the kubeconfig, from where a relative command is looked for
     * @param cluster what it is told of the cluster, if it asks for that
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
     * @throws CheckFailedException LOGIN_FAILED if it gives nothing
     */
    synchronized ExecCredential credential() {
        if (last == null || last.isOver(Instant.now().plus(MARGIN))) {
            last = login();
        }
        return last;
    }

    private ExecCredential login() {
        if ("Always".equals(exec.getInteractiveMode())) {
            throw failed(
                    "wants a person at the keyboard (interactiveMode: Always), and a run has none",
                    "",
                    "a user of the kubeconfig that logs in without one, such as a ServiceAccount's token");
        }
        Process process = start();
        StreamCollector answer = new StreamCollector(process.getInputStream());
        StreamCollector words = new StreamCollector(process.getErrorStream());
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(
                        "did not answer within %d s".formatted(patience.toSeconds()),
                        RedactedOutput.of(words.text(), exec),
                        "log in with it beforehand; it may wait for a person or a server: " + kubectl());
            }
            // What it left running may hold the pipes open.
            answer.end();
            words.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing("logging in by " + name());
        } catch (IOException e) {
            throw failed("could not be talked to", e.getClass().getSimpleName(), kubectl());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw failed(
                    "ended with exit code %d".formatted(process.exitValue()),
                    RedactedOutput.of(words.text(), exec),
                    kubectl());
        }
        return credential(answer.text(), RedactedOutput.of(words.text(), exec));
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        boolean relative = name().contains("/") && !name().startsWith("/");
        command.add(relative ? directory.resolve(name()).normalize().toString() : name());
        command.addAll(Objects.requireNonNullElse(exec.getArgs(), List.of()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // None of its business.
        Options.all().stream().filter(Option::isSecret).map(Option::env).forEach(environment::remove);
        Objects.requireNonNullElse(exec.getEnv(), List.<ExecEnvVar>of())
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

    /**
     * What kubectl tells it as well: the form of the answer, that nobody is at the keyboard, and the cluster if asked.
     */
    private String info() {
        var info = JSON.createObjectNode();
        info.put("apiVersion", exec.getApiVersion()).put("kind", "ExecCredential");
        var spec = info.putObject("spec").put("interactive", false);
        if (Boolean.TRUE.equals(exec.getProvideClusterInfo())) {
            spec.set("cluster", cluster);
        }
        return info.toString();
    }

    private ExecCredential credential(String answer, String words) {
        ExecCredential credential;
        try {
            credential = ExecCredential.of(answer, exec.getApiVersion());
        } catch (IllegalArgumentException e) {
            throw noCredential(String.valueOf(e.getMessage()), words);
        }
        if (credential.isOver(Instant.now())) {
            throw failed("gave a login that ended at " + credential.expires(), words, kubectl());
        }
        return credential;
    }

    private CheckFailedException noCredential(String seen, String words) {
        String more = words.isEmpty() ? seen : seen + "; it said: " + words;
        return failed("answered with what is no ExecCredential of " + exec.getApiVersion(), more, kubectl());
    }

    private CheckFailedException failed(String what, String seen, String next) {
        return new CheckFailedException(
                Finding.of(Cause.LOGIN_FAILED, "The login plugin %s of the kubeconfig %s.".formatted(name(), what))
                        .seen(seen)
                        .next(next));
    }

    private static String kubectl() {
        return "kubectl auth whoami   # runs the same plugin";
    }
}
