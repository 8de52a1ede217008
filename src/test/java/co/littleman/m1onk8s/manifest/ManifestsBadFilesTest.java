// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact message for each file that cannot be read as Kubernetes objects. */
class ManifestsBadFilesTest {
    private Path directory = Path.of("");

    @BeforeEach
    void aDirectory(@TempDir Path empty) {
        directory = empty;
    }

    @Test
    void anEmptyDirectory() {
        new ManifestDirectory(directory)
                .isRefused(
                        "The directory %s holds no manifest; put .yml, .yaml or .json files there, or name another with --manifests."
                                .formatted(directory));
    }

    @Test
    void filesWithoutAnyObject() {
        new ManifestDirectory(directory)
                .file("20.yml", "# All comments.\n")
                .file("30.yml", "")
                .isRefused(
                        "The directory %s holds no object: what is there is empty or all comments; write manifests there, or name another with --manifests."
                                .formatted(directory));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {name: a, annotations: {a/b: 200}} | annotation a/b of Deployment a (metadata.annotations) must be a string, but is the number 200; put it in quotes.",
                "metadata: {name: a, labels: {canary: yes}} | label canary of Deployment a (metadata.labels) must be a string, but is the boolean true; put it in quotes.",
                "metadata: {name: a, labels: {tags: [x]}} | label tags of Deployment a (metadata.labels) must be a string, but is a list; write it as one string, in quotes.",
                "metadata: {name: a}, spec: {template: {metadata: {annotations: {prometheus.io/port: 9121}}}} | annotation prometheus.io/port of Deployment a (spec.template.metadata.annotations) must be a string, but is the number 9121; put it in quotes.",
                "metadata: {name: a}, spec: {selector: {matchLabels: {version: 1.5}}} | label version of Deployment a (spec.selector.matchLabels) must be a string, but is the number 1.5; put it in quotes."
            })
    void aLabelOrAnnotationThatIsNoText(String fields, String message) {
        new ManifestDirectory(directory)
                .file("50.yml", "{apiVersion: apps/v1, kind: Deployment, %s}".formatted(fields))
                .isRefused("50.yml:1: " + message);
    }

    @Test
    void aSelectorOfAServiceThatIsNoText() {
        new ManifestDirectory(directory)
                .file(
                        "50.yml",
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {canary: true}}}")
                .isRefused(
                        "50.yml:1: label canary of Service a (spec.selector) must be a string, but is the boolean true; put it in quotes.");
    }

    @Test
    void aFileThatIsNotYaml() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nname: a: b\n")
                .isRefused(
                        "50.yml:2:8 is not YAML: a key with ':' is not allowed here; check the indentation, or put a value that contains ': ' in quotes.");
    }

    @Test
    void aFileIndentedWithATab() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nmetadata:\n\tname: a\n")
                .isRefused("50.yml:3:1 is not YAML: a tab is not allowed here; indent with spaces.");
    }

    @Test
    void aFileWithAListThatDoesNotEnd() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: [Service\n")
                .isRefused("50.yml:1:7 is not YAML: what opens here is not closed; close it.");
    }

    @Test
    void aFileThatIsNotJson() {
        new ManifestDirectory(directory)
                .file("50.json", "{\"apiVersion\": \"v1\",\n\"kind\": }")
                .isRefused(
                        "50.json:2:9 is not JSON: Unexpected character ('}' (code 125)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); correct that line.");
    }

    @Test
    void aKeyThatIsThereTwice() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nmetadata:\n  name: a\n  name: b\n")
                .isRefused("50.yml:4:3 is not YAML: Duplicate field 'name'; remove one of the two.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello      | string
            42         | number
            true       | boolean
            [a, b]     | list
            - kind: A  | list
            []         | list
            """)
    void aDocumentThatIsNoObject(String text, String what) {
        new ManifestDirectory(directory)
                .file("50.yml", text + "\n")
                .isRefused(
                        "50.yml:1 holds a %s where a Kubernetes object belongs; write an object there: it has apiVersion, kind and metadata.name."
                                .formatted(what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kind: Service, metadata: {name: a}}              | apiVersion
            {apiVersion: v1, metadata: {name: a}}             | kind
            {apiVersion: v1, kind: "", metadata: {name: a}}   | kind
            {apiVersion: v1, kind: Service}                   | metadata.name
            {apiVersion: v1, kind: Service, metadata: a}      | metadata.name
            """)
    void anObjectWithoutWhatEveryObjectHas(String text, String field) {
        new ManifestDirectory(directory)
                .file("50.yml", text)
                .isRefused(
                        "50.yml:1 is not a Kubernetes object: it has no %s; add it: an object has apiVersion, kind and metadata.name."
                                .formatted(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {apiVersion: v1, kind: Service, metadata: {name: "${NAME}", namespace: a}}                   | metadata.name is ${NAME}
            {apiVersion: v1, kind: Service, metadata: {name: $NAME, namespace: a}}                       | metadata.name is $NAME
            {apiVersion: v1, kind: Service, metadata: {name: a, namespace: <your-namespace>}}            | metadata.namespace is <your-namespace>
            {apiVersion: v1, kind: Service, metadata: {name: {{ .Values.name }}, namespace: a}}          | metadata.name is {{ .Values.name }}
            {apiVersion: v1, kind: Service, metadata: {name: a, labels: {b: "$(B)"}}}                    | metadata.labels.b is $(B)
            {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {b: "%B%"}}}           | spec.selector.b is %B%
            {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: "redis:${T}"}]}} | spec.containers[0].image is redis:${T}
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: "${N}"}}       | spec.replicas is ${N}
            {apiVersion: other.io/v1, kind: Any, metadata: {name: "a-${N}"}}                             | metadata.name is a-${N}
            """)
    void aPlaceholderThatWasNotFilledIn(String text, String field) {
        new ManifestDirectory(directory)
                .file("50.yml", text)
                .isRefused(
                        "50.yml:1: a placeholder was not filled in: %s; give manifests as they are to be applied (envsubst, helm template, kubectl kustomize)."
                                .formatted(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}, data: {name: '${NAME}', image: '<x>'}}",
                "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b, annotations: {name: '{{ $labels.x }}'}}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: b}, spec: {containers: [{args: ['$(HOST)'], env: [{name: A, value: '${B}'}], volumeMounts: [{name: v, subPathExpr: $(POD)}]}]}}",
                "{apiVersion: other.io/v1, kind: Any, metadata: {name: a}, spec: {name: '${NAME}', image: '{{ x }}'}}",
            })
    void whatLooksLikeAPlaceholderAndMayBeMeantStays(String text) {
        assertThat(new ManifestDirectory(directory).file("50.yml", text).read()).hasSize(1);
    }

    @Test
    void aTemplateThatWasNotRendered() {
        new ManifestDirectory(directory)
                .file("50.yml", "{{- if .Values.cache }}\nkind: Service\n{{- end }}\n")
                .isRefused(
                        "50.yml:1:3 is not YAML: a value is missing here; it is a template: render it (helm template) and give the result.");
    }

    @Test
    void whatAClusterHandedOut() {
        new ManifestDirectory(directory)
                .file("50.yml", """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: a, namespace: b, uid: "1", resourceVersion: "2", generation: 1, managedFields: [{manager: k}]}
                        status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}
                        """)
                .isRefused(
                        "50.yml:1: Service a was exported from a cluster: it has metadata.uid, metadata.resourceVersion, metadata.managedFields, metadata.generation, status, which only the API server writes; remove them.");
        new ManifestDirectory(directory)
                .file(
                        "50.yml",
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, status: {conditions: [{type: A}]}}")
                .isRefused(
                        "50.yml:1: Service a was exported from a cluster: it has status, which only the API server writes; remove it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b, creationTimestamp: null}, status: {loadBalancer: {}}}",
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, status: {acceptedNames: {kind: A}}}",
                "{apiVersion: other.io/v1, kind: Any, metadata: {name: a}, status: {phase: Ready}}",
            })
    void whatGeneratorsWriteIsNoExport(String text) {
        assertThat(new ManifestDirectory(directory).file("50.yml", text).read()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Secret, metadata: {name: a}, sops: {mac: b, version: 3.9.0}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {p: 'ENC[AES256_GCM,data:x]'}}",
            })
    void whatSopsHasEncrypted(String text) {
        new ManifestDirectory(directory)
                .file("50.yml", text)
                .isRefused(
                        "50.yml:1 is encrypted by SOPS, and the API server would get the ciphertext; decrypt it first (sops --decrypt) and give the result.");
    }
}
