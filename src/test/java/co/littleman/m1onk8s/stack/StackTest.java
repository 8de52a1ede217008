// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    private Path directory = Path.of("");

    @BeforeEach
    void twoWorkloadsAndAJob(@TempDir Path empty) {
        directory = empty;
        new ManifestDirectory(directory)
                .file("50.yml", workload("Deployment", "web", "redis:7"))
                .file("60.yml", workload("Deployment", "cache", "redis:7"))
                .file("70.yml", """
                        apiVersion: batch/v1
                        kind: CronJob
                        metadata: {name: warm, namespace: shop}
                        spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: main, image: "redis:7"}]}}}}}
                        """);
    }

    @Test
    void imagesAreOverriddenWhereverAPodTemplateStands() {
        Stack stack = read(Options.IMAGE_OVERRIDES, "redis:7=mine:7");

        assertThat(stack.manifests())
                .allSatisfy(manifest -> assertThat(manifest.object().toString())
                        .contains("\"mine:7\"")
                        .doesNotContain("\"redis:7\""));
    }

    @Test
    void theComponentsHaveTheOverriddenImagesToo() {
        Workload workload = Objects.requireNonNull(read(Options.IMAGE_OVERRIDES, "redis:7=mine:7")
                .components()
                .get(0)
                .workload());

        assertThat(workload.containers()).extracting("image").containsExactly("mine:7");
        assertThat(workload.template().getSpec().getInitContainers())
                .extracting("image")
                .containsExactly("mine:7");
    }

    @Test
    void otherImagesStay() {
        assertThat(read(Options.IMAGE_OVERRIDES, "redis=mine").manifests())
                .allSatisfy(manifest -> assertThat(manifest.object().toString()).contains("\"redis:7\""));
    }

    @Test
    void onlyTheWantedComponentsAreJudgedButAllManifestsApplied() {
        Stack stack = read(Options.COMPONENT, "cache");

        assertThat(stack.components()).extracting(Component::name).containsExactly("cache");
        assertThat(stack.files()).containsExactly("50.yml", "60.yml", "70.yml");
    }

    @Test
    void aComponentThatIsNotThereIsRefusedWithThoseThatAreThere() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(Options.COMPONENT, "cahce"))
                .withMessage("--component cahce is not in %s; the components there are: web, cache.", directory);
    }

    @Test
    void soIsASkipOfOne() throws IOException {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(Options.CONFIG, skipping("cahce")))
                .withMessage(
                        "waivers: cahce is not a component of %s; the components there are: web, cache.", directory);
    }

    @Test
    void aSkipMayNameAComponentWithItsNamespaceOrTheStack() throws IOException {
        for (String subject : List.of("cache", "shop/cache", "stack")) {
            assertThat(read(Options.CONFIG, skipping(subject)).components()).hasSize(2);
        }
    }

    private String skipping(String component) throws IOException {
        return Files.writeString(
                        Files.createDirectories(directory.resolve("team")).resolve("verify.yml"),
                        "waivers: [{check: images-pinned, component: %s, reason: a, until: 2999-01-01}]"
                                .formatted(component))
                .toString();
    }

    @Test
    void theNamespacesAreThoseOfTheComponents() {
        assertThat(read(Options.COMPONENT, "").namespaces()).containsExactly("shop");
    }

    @Test
    void allWorkloadsOfANamespaceAreKnownThoseThatAreNotJudgedToo() {
        new ManifestDirectory(directory)
                .file(
                        "80.yml",
                        workload("StatefulSet", "db", "redis:7").replace("namespace: shop", "namespace: depot"));

        assertThat(read(Options.COMPONENT, "cache").workloads("shop"))
                .extracting(Workload::name)
                .containsExactly("web", "cache");
        assertThat(read(Options.COMPONENT, "cache").workloads("depot"))
                .extracting(Workload::reference)
                .containsExactly("statefulset/db");
    }

    @Test
    void thePodTemplatesAreThoseOfAllKinds() {
        new ManifestDirectory(directory).file("90.yml", """
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly, namespace: shop}, spec: {jobTemplate: {spec: {template: {metadata: {labels: {role: a}}, spec: {containers: [{name: a}]}}}}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: bare, namespace: shop, labels: {role: b}}, spec: {restartPolicy: Never, containers: [{name: a}]}}
                ---
                {apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: canary, namespace: shop}, spec: {template: {metadata: {labels: {role: c}}, spec: {containers: [{name: a}]}}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: elsewhere, namespace: depot}, spec: {containers: [{name: a}]}}
                ---
                {apiVersion: other.io/v1, kind: Any, metadata: {name: any, namespace: shop}, spec: {containers: [{name: a}]}}
                """);

        assertThat(read(Options.COMPONENT, "").podTemplates("shop"))
                .extracting(
                        Workload::reference,
                        workload -> String.valueOf(workload.podLabels().get("role")))
                .containsExactly(
                        tuple("deployment/web", "web"),
                        tuple("deployment/cache", "cache"),
                        tuple("cronjob/warm", "null"),
                        tuple("cronjob/nightly", "a"),
                        tuple("pod/bare", "b"),
                        tuple("rollout/canary", "c"));
    }

    @Test
    void theManifestOfAWorkloadHasItsKindItsNamespaceAndItsName() {
        new ManifestDirectory(directory)
                .file("40.yml", workload("StatefulSet", "cache", "redis:7"))
                .file(
                        "41.yml",
                        workload("Deployment", "cache", "redis:7").replace("namespace: shop", "namespace: depot"));
        Stack stack = read(Options.NAMESPACE, "");

        assertThat(stack.components())
                .hasSize(4)
                .allSatisfy(component -> assertThat(stack.manifest(Objects.requireNonNull(component.workload()))
                                .file())
                        .isEqualTo(component.workload().file()));
    }

    @Test
    void aPortThatTwoKindsClaimIsNamed() {
        new ManifestDirectory(directory)
                .file(
                        "60.yml",
                        workload("Deployment", "cache", "redis:7")
                                .replace(
                                        "image: \"redis:7\"",
                                        "image: \"redis:7\", ports: [{containerPort: 6379, name: http}]"));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(Options.NAMESPACE, ""))
                .withMessageContaining("of component cache (60.yml")
                .withMessageContaining(
                        "must be of one kind, but two claim it: redis (by port 6379) and http (by port name http)");
    }

    @Test
    void ofAFileEachWorkloadHasItsLineAndTheFileIsNamedOnce() {
        new ManifestDirectory(directory)
                .file("all.yaml", workload("Deployment", "web", "a") + "---\n" + workload("Deployment", "cache", "a"));

        Stack stack = read(Options.MANIFESTS, directory.resolve("all.yaml").toString());

        assertThat(stack.components())
                .extracting(component ->
                        Objects.requireNonNull(component.workload()).file())
                .containsExactly(new Place("all.yaml", 1), new Place("all.yaml", 11));
        assertThat(stack.files()).containsExactly("all.yaml");
    }

    private Stack read(Option option, String value) {
        SettingsReader reader =
                new SettingsReader(Map.of(), new Properties()).flag(Options.MANIFESTS, directory.toString());
        return Stack.read((value.isEmpty() ? reader : reader.flag(option, value)).read(), Kinds.all());
    }

    private static String workload(String kind, String name, String image) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {role: %s}}
                    spec:
                      initContainers: [{name: first, image: "%s"}]
                      containers: [{name: main, image: "%s"}]
                """.formatted(kind, name, name, image, image);
    }
}
