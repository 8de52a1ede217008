// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stacks that Helm and Kustomize render, by the real programs: scripts/test builds them, and names their directory by
 * VERIFY_TEST_TOOLS.
 */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class RenderedStackIT {
    private static final String CHART = "examples/helm/cache";
    private static final String OVERLAY = "examples/kustomize/staging";

    /** No directory with programs, of which some machines have a kubectl. */
    private static final String NOTHING = "/nonexistent";

    private static final List<String> BAD_INPUT = List.of("--print-rbac", "observe");

    @TempDir
    private Path directory;

    private Path chart = Path.of("");
    private int runs;

    @BeforeEach
    void aChart() throws IOException {
        assumeThat(System.getenv("VERIFY_TEST_TOOLS"))
                .as("scripts/test builds helm and kustomize, where it builds the images")
                .isNotNull();
        chart = Files.createDirectories(directory.resolve("chart/templates"));
        chart = directory.resolve("chart");
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
    }

    @Test
    void aChartIsJudgedWithoutWhatNoClusterOfARunHas() {
        VerifyProcess run = run("helm4", "--manifests", CHART, "--namespace", "shop", "--level", "talk");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .containsPattern(
                        "rendered by helm template cache \\S*examples/helm/cache --include-crds --namespace shop --kube-version 1\\.\\d+\\.\\d+ \\(helm v4\\.3\\.1")
                .contains("left out:  Pod shop/cache-ping, a Helm hook (test)")
                .contains("namespace: shop is made first, because the manifests do not hold it")
                .contains(
                        "SKIPPED       stack custom-resources-present  (not-served: ServiceMonitor shop/cache (monitoring.coreos.com/v1))")
                .containsPattern("PASS +cache redis-answers-ping");
    }

    @Test
    void anOverlayIsJudgedAndSoIsItsOutputThroughAPipe() throws IOException, InterruptedException {
        Path rendered = directory.resolve("rendered.yaml");
        Process kustomize = new ProcessBuilder(
                        tool("kustomize").resolve("kustomize").toString(), "build", OVERLAY)
                .redirectOutput(rendered.toFile())
                .start();
        assertThat(kustomize.waitFor()).isZero();

        VerifyProcess overlay = run("kustomize", with(BAD_INPUT, "--manifests", OVERLAY));
        VerifyProcess piped = piped(rendered, "--level", "talk");

        assertThat(overlay.exitCode()).as(overlay.output()).isZero();
        assertThat(overlay.output()).contains("resourceNames: [staging-cache]");
        assertThat(piped.exitCode()).as(piped.output()).isZero();
        assertThat(piped.output())
                .containsPattern("run \\S+ of the standard input")
                .containsPattern("PASS +staging-cache redis-answers-ping");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm3", "helm4"})
    void bothHelmsRenderTheSameObjects(String helm) {
        VerifyProcess run = run(
                helm,
                with(
                        BAD_INPUT,
                        "--manifests",
                        CHART,
                        "--namespace",
                        "shop",
                        "--release",
                        "other",
                        "--set",
                        "serviceMonitor=false"));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("resourceNames: [other]").doesNotContain("servicemonitors");
    }

    @Test
    void valuesOfAFileReachTheChart() throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), "serviceMonitor: false\n");

        VerifyProcess with = run(
                "helm4", with(BAD_INPUT, "--manifests", CHART, "--namespace", "shop", "--values", values.toString()));
        VerifyProcess without = run("helm4", with(BAD_INPUT, "--manifests", CHART, "--namespace", "shop"));

        assertThat(with.exitCode()).as(with.output()).isZero();
        assertThat(with.output()).doesNotContain("servicemonitors");
        assertThat(without.exitCode()).as(without.output()).isZero();
        assertThat(without.output()).contains("servicemonitors");
    }

    @Test
    void aToolThatIsMissingIsNamedWithWhatToDo() {
        refused(
                run("none", with(BAD_INPUT, "--manifests", CHART, "--namespace", "shop")),
                "The Helm chart %s must be rendered, but helm is not on the PATH; install it, or pipe: helm template cache %s | scripts/verify --manifests -"
                        .formatted(CHART, CHART));
        refused(
                run("none", with(BAD_INPUT, "--manifests", OVERLAY)),
                "The Kustomize directory %s must be rendered, but neither kustomize nor kubectl is on the PATH; install one of them, or pipe: kustomize build %s | scripts/verify --manifests -"
                        .formatted(OVERLAY, OVERLAY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{ required "a password is needed" .Values.password }} | failed with exit code 1, and nothing was applied. | a password is needed
            {{- if false }}x: y{{ end }}                           | must write manifests, but wrote nothing           | run it yourself to see why
            apiVersion: v1                                         | shop/templates/all.yaml is not a Kubernetes object: it has no kind | metadata.name
            """)
    void aChartThatGivesNoStackSaysWhy(String template, String message, String detail) throws IOException {
        Files.writeString(chart.resolve("templates/all.yaml"), template + "\n");

        refused(run("helm4", with(BAD_INPUT, "--manifests", chart.toString(), "--namespace", "shop")), message, detail);
    }

    @Test
    void moreThanAnyStackHasIsNotReadToItsEnd() throws IOException {
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: big}
                data: {text: "{{ repeat 12000000 "x" }}"}
                """);

        refused(
                run("helm4", with(BAD_INPUT, "--manifests", chart.toString(), "--namespace", "shop")),
                "must write at most 10 MB, but wrote more");
    }

    @Test
    void anOverlayThatKustomizeRefusesSaysWhy() throws IOException {
        Path overlay = Files.createDirectories(directory.resolve("overlay"));
        Files.writeString(overlay.resolve("kustomization.yaml"), "resources: [missing.yaml]\n");

        refused(
                run("kustomize", with(BAD_INPUT, "--manifests", overlay.toString())),
                "failed with exit code 1, and nothing was applied. It said:",
                "missing.yaml");
    }

    @Test
    void twoObjectsOfOneNameInDifferentTemplatesAreNamed() throws IOException {
        for (String name : List.of("one", "two")) {
            Files.writeString(
                    chart.resolve("templates/%s.yaml".formatted(name)),
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: same}\n");
        }

        refused(
                run("helm4", with(BAD_INPUT, "--manifests", chart.toString(), "--namespace", "shop")),
                "ConfigMap shop/same is in shop/templates/one.yaml and again in shop/templates/two.yaml");
    }

    @Test
    void whatIsForAChartIsRefusedWithoutOne() {
        refused(
                run("helm4", with(BAD_INPUT, "--set", "a=b")),
                "--values, --set and --release are for a Helm chart, but --manifests is");
    }

    private static void refused(VerifyProcess run, String... words) {
        assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
        assertThat(run.output()).contains(words);
    }

    private VerifyProcess run(String tool, String... options) {
        return run(tool, List.of(options));
    }

    private VerifyProcess run(String tool, List<String> options) {
        return VerifyProcess.start(
                directory.resolve("run" + runs++),
                Map.of("PATH", tool(tool) + ":" + NOTHING),
                options.toArray(String[]::new));
    }

    private VerifyProcess piped(Path input, String... options) {
        return VerifyProcess.startIn(
                List.of("/bin/sh", "-c", "\"$@\" --manifests - <\"$0\"", input.toString()),
                directory.resolve("run" + runs++),
                Map.of("PATH", NOTHING),
                options);
    }

    private static Path tool(String name) {
        return Path.of(String.valueOf(System.getenv("VERIFY_TEST_TOOLS")), name);
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).collect(Collectors.toCollection(ArrayList::new));
    }
}
