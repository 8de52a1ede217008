// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubeconformTest {
    private final Kubeconform kubeconform = new Kubeconform(Path.of("kubeconform"), Path.of("schemas"));

    /** As version 0.7.0 writes it. */
    private static final String ANSWER = """
            {"resources": [
              {"filename": "50-cache.dep.yml", "kind": "Deployment", "name": "cache", "version": "extensions/v1beta1",
               "status": "statusError", "msg": "could not find schema for Deployment"},
              {"filename": "50-cache.svc.yml", "kind": "Service", "name": "cache", "version": "v1",
               "status": "statusInvalid", "msg": "problem validating schema. Check JSON formatting: …",
               "validationErrors": [
                 {"path": "/metadata/annotations/prometheus.io/scrape", "msg": "got boolean, want null or string"},
                 {"path": "/spec/ports/0/port", "msg": "got string, want integer"}]},
              {"filename": "60-x.yml", "kind": "", "name": "", "version": "", "status": "statusError",
               "msg": "error while parsing: missing 'kind' key"}]}
            """;

    @Test
    void errorsAreToldByTheirPathsAndAMissingSchemaByItsKind() {
        assertThat(kubeconform.complaints(new ToolRun(1, ANSWER, "", 0.1)))
                .extracting(Complaint::object, Complaint::check)
                .containsExactly(
                        tuple("Deployment/cache", "no schema of extensions/v1beta1 Deployment"),
                        tuple(
                                "Service/cache",
                                "/metadata/annotations/prometheus.io/scrape: got boolean, want null or string"),
                        tuple("Service/cache", "/spec/ports/0/port: got string, want integer"),
                        tuple("60-x.yml", "error while parsing: missing 'kind' key"));
    }

    @Test
    void whereAllIsRightThereIsNothing() {
        assertThat(kubeconform.complaints(new ToolRun(0, "{\"resources\": []}", "", 0.1)))
                .isEmpty();
    }

    @Test
    void itIsAskedForTheSchemasOfTheClusterAndNothingElse() {
        assertThat(kubeconform.command(List.of(Path.of("a.yml"))))
                .containsExactly(
                        "kubeconform",
                        "-output",
                        "json",
                        "-schema-location",
                        "schemas/{{.ResourceKind}}{{.KindSuffix}}.json",
                        "a.yml");
    }
}
