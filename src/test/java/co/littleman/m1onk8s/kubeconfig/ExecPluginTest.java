// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecPluginTest {
    private static final String VERSION = "client.authentication.k8s.io/v1";

    @TempDir
    private Path directory;

    @Test
    void itsTokenIsTakenAndItsWarningsAreNot() throws IOException {
        ExecPlugin plugin = plugin("""
                echo "a new version of this program is there" >&2
                echo '%s'
                """.formatted(credential("\"token\": \"'$1-$COLOUR'\"")));

        assertThat(plugin.credential().token()).isEqualTo("first-red");
    }

    @Test
    void itIsToldWhatKubectlTellsIt() throws IOException {
        ExecPlugin plugin = plugin("""
                printf '%s' "$KUBERNETES_EXEC_INFO" | sed 's/"/_/g' > "$0.info"
                cat > "$0.input"
                echo '{"apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "t"}}'
                """);

        plugin.credential();

        assertThat(Files.readString(directory.resolve("bin/login.info")))
                .isEqualTo("{_apiVersion_:_client.authentication.k8s.io/v1_,_kind_:_ExecCredential_,"
                        + "_spec_:{_interactive_:false,_cluster_:{_server_:_https://staging.example_}}}");
        assertThat(directory.resolve("bin/login.input")).isEmptyFile();
    }

    @Test
    void itIsAskedAgainWhenWhatItGaveEnds() throws IOException {
        ExecPlugin soon = plugin("""
                echo run >> "$0.runs"
                echo '%s'
                """.formatted(
                        credential("\"token\": \"t\", \"expirationTimestamp\": \"'$(date -u -d +5sec +%FT%TZ)'\"")));
        soon.credential();
        soon.credential();
        assertThat(directory.resolve("bin/login.runs")).hasContent("run\nrun");

        ExecPlugin late = plugin(
                """
                echo run >> "$0.late"
                echo '%s'
                """.formatted(credential("\"token\": \"t\", \"expirationTimestamp\": \"2999-01-01T00:00:00Z\"")));
        late.credential();
        late.credential();
        assertThat(directory.resolve("bin/login.late")).hasContent("run");
    }

    @Test
    void oneThatIsNotThereIsNamedWithWhereToGetIt() {
        ExecConfig exec = exec("login-of-nowhere");
        exec.setInstallHint("  Get it at https://login.example\n");

        CheckFailedException problem = problem(new ExecPlugin(exec, directory, new JsonMapper().createObjectNode()));

        assertThat(problem.getMessage()).isEqualTo("""
                The login plugin login-of-nowhere of the kubeconfig cannot be run on this machine.
                  seen   No such file or directory
                  look   Get it at https://login.example""");
    }

    @Test
    void oneThatFailsIsQuotedWithoutWhatMayBeSecret() throws IOException {
        CheckFailedException problem = problem(plugin("""
                echo '{"status": {"token": "on-stdout"}}'
                echo "the session of hunter22 and blue42 is over, eyJhbGciOiJSUzI1NiJ9.eyJzdWIi.c2ln $COLOUR" >&2
                echo "key ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefgh" >&2
                exit 1
                """, "--client-secret=hunter22", "--password", "blue42"));

        assertThat(problem.getMessage()).isEqualTo("""
                The login plugin ./bin/login of the kubeconfig ended with exit code 1.
                  seen   the session of *** and *** is over, *** red
                         key ***
                  look   kubectl auth whoami   # runs the same plugin""");
    }

    @Test
    void whatItSaysIsSecretByNameIsAsWell() throws IOException {
        CheckFailedException problem = problem(plugin("""
                echo "token=SuperSecret99 password: hunter2" >&2
                echo "Authorization: Bearer abc123def456ghi789; bearer x1" >&2
                echo '{\\"access_token\\":\\"s3cr3t-Value\\"} AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2
                echo "refresh token: expired, see /home/me/.cache/a-directory-with-a-long-name/login.log" >&2
                exit 1
                """));

        assertThat(problem.finding().seen()).isEqualTo("""
                token=*** password: ***
                Authorization: Bearer ***; bearer ***
                {\\"access_token\\":\\"***\\"} AWS_SECRET_ACCESS_KEY=***
                refresh token: expired, see /home/me/.cache/a-directory-with-a-long-name/login.log""");
    }

    @Test
    void aTokenOfSeveralWordsIsNotShown() throws IOException {
        assertThat(problem(plugin("echo '%s'".formatted(credential("\"token\": \"a b\""))))
                        .finding()
                        .seen())
                .isEqualTo("a token of more than one word");
    }

    @Test
    void oneThatAnswersSomethingElseIsToldWhatWasWrong() throws IOException {
        assertThat(problem(plugin("echo hello; echo 'no cache' >&2")).getMessage())
                .isEqualTo("""
                The login plugin ./bin/login of the kubeconfig answered with what is no ExecCredential of client.authentication.k8s.io/v1.
                  seen   no JSON; it said: no cache
                  look   kubectl auth whoami   # runs the same plugin""");
        assertThat(problem(plugin("echo '{}'")).finding().seen()).isEqualTo("no apiVersion");
        assertThat(problem(plugin("true")).finding().seen()).isEqualTo("no apiVersion");
        assertThat(problem(plugin("echo '{\"apiVersion\": \"client.authentication.k8s.io/v1beta1\"}'"))
                        .finding()
                        .seen())
                .isEqualTo("apiVersion client.authentication.k8s.io/v1beta1");
        assertThat(problem(plugin("echo '%s'".formatted(credential("\"clientCertificateData\": \"c\""))))
                        .finding()
                        .seen())
                .isEqualTo("neither a token nor a certificate with its key");
        assertThat(problem(plugin("echo '%s'"
                                .formatted(credential("\"token\": \"t\", \"expirationTimestamp\": \"soon\""))))
                        .finding()
                        .seen())
                .isEqualTo("an expirationTimestamp that is no time");
        assertThat(problem(plugin("echo '%s'"
                                .formatted(credential(
                                        "\"token\": \"t\", \"expirationTimestamp\": \"2020-01-01T00:00:00Z\""))))
                        .finding()
                        .reason())
                .isEqualTo(
                        "The login plugin ./bin/login of the kubeconfig gave a login that ended at 2020-01-01T00:00:00Z.");
    }

    @Test
    void oneThatHangsIsEndedWithAllThatItStarted() throws IOException {
        script("echo 'open https://login.example' >&2; sleep 60");
        ExecPlugin plugin = new ExecPlugin(
                exec("./bin/login"), directory, new JsonMapper().createObjectNode(), Duration.ofSeconds(1));
        long start = System.nanoTime();

        CheckFailedException problem = problem(plugin);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(problem.getMessage()).isEqualTo("""
                The login plugin ./bin/login of the kubeconfig did not answer within 1 s.
                  seen   open https://login.example
                  look   log in with it beforehand; it may wait for a person or a server: kubectl auth whoami   # runs the same plugin""");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 60"));
    }

    @Test
    void oneThatWantsAPersonIsNotStarted() {
        ExecConfig exec = exec("./bin/login");
        exec.setInteractiveMode("Always");

        assertThat(problem(new ExecPlugin(exec, directory, new JsonMapper().createObjectNode()))
                        .finding()
                        .reason())
                .isEqualTo(
                        "The login plugin ./bin/login of the kubeconfig wants a person at the keyboard (interactiveMode: Always), and a run has none.");
    }

    private ExecPlugin plugin(String script, String... args) throws IOException {
        script(script);
        return new ExecPlugin(
                exec("./bin/login", args),
                directory,
                new JsonMapper().createObjectNode().put("server", "https://staging.example"));
    }

    private void script(String script) throws IOException {
        Path file = Files.createDirectories(directory.resolve("bin")).resolve("login");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String credential(String status) {
        return "{\"apiVersion\": \"%s\", \"kind\": \"ExecCredential\", \"status\": {%s}}".formatted(VERSION, status);
    }

    private static ExecConfig exec(String command, String... args) {
        return new ExecConfigBuilder()
                .withApiVersion(VERSION)
                .withCommand(command)
                .withArgs(args.length == 0 ? new String[] {"first"} : args)
                .addNewEnv("COLOUR", "red")
                .withProvideClusterInfo(true)
                .build();
    }

    private static CheckFailedException problem(ExecPlugin plugin) {
        CheckFailedException problem = catchThrowableOfType(CheckFailedException.class, plugin::credential);
        assertThat(problem.finding().cause()).isEqualTo(Cause.LOGIN_FAILED);
        return problem;
    }
}
