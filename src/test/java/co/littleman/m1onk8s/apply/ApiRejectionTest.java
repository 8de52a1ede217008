// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.Detail;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

/** The replies are the words of a Kubernetes 1.34 API server. */
class ApiRejectionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica" | UNKNOWN_FIELD         | 50.yml:1: Deployment shop/cache has a field that Kubernetes does not know: spec.replica.
            500 | failed to create typed patch object (shop/cache; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema | UNKNOWN_FIELD    | 50.yml:1: Deployment shop/cache has a field that Kubernetes does not know: .spec.replica.
            500 | failed to create typed patch object (shop/cache; apps/v1, Kind=Deployment): .metadata.annotations.prometheus.io/scrape: expected string, got &value.valueUnstructured{Value:true} | MANIFEST_REJECTED | 50.yml:1: Deployment shop/cache was rejected by the API server.
            500 | failed to create typed patch object (shop/cache; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name="redis"] | MANIFEST_REJECTED | 50.yml:1: Deployment shop/cache was rejected by the API server.
            422 | Deployment.apps "cache" is invalid: spec.template.spec.containers[0].image: Required value | MANIFEST_REJECTED | 50.yml:1: Deployment shop/cache was rejected by the API server.
            400 | Incorrect version specified in apply patch. Specified patch version: apps/v2, expected: apps/v1 | MANIFEST_REJECTED | 50.yml:1: Deployment shop/cache was rejected by the API server.
            401 | Unauthorized | API_UNAUTHORIZED | 50.yml:1: Deployment shop/cache: the API server does not know this user.
            403 | deployments.apps "cache" is forbidden: User "ci" cannot patch resource "deployments" in API group "apps" in the namespace "shop" | API_FORBIDDEN | 50.yml:1: Deployment shop/cache: the API server forbids it to this user.
            403 | pods "cache" is forbidden: exceeded quota: small, requested: pods=1, used: pods=4, limited: pods=4 | ADMISSION_DENIED | 50.yml:1: Deployment shop/cache was refused by an admission rule of the cluster.
            403 | pods "cache" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false | ADMISSION_DENIED | 50.yml:1: Deployment shop/cache was refused by an admission rule of the cluster.
            403 | admission webhook "validate.kyverno.svc" denied the request: no latest tags | ADMISSION_DENIED | 50.yml:1: Deployment shop/cache was refused by an admission rule of the cluster.
            403 | deployments.apps "cache" is forbidden: unable to create new content in namespace shop because it is being terminated | NAMESPACE_TERMINATING | 50.yml:1: Deployment shop/cache: the namespace shop is being deleted.
            404 | namespaces "shop" not found | NAMESPACE_MISSING | 50.yml:1: Deployment shop/cache: there is no namespace shop.
            409 | Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas | FIELD_CONFLICT | 50.yml:1: Deployment shop/cache has fields that somebody else owns.
            500 | Internal error occurred: failed calling webhook "validate.kyverno.svc": context deadline exceeded | API_ERROR | 50.yml:1: Deployment shop/cache: the API server failed.
            503 | the server is currently unable to handle the request | API_ERROR | 50.yml:1: Deployment shop/cache: the API server failed.
            """)
    void eachReplyHasItsCauseAndItsReason(
            int code, String message, @ConvertWith(Causes.class) Cause cause, String reason) {
        Finding finding = refusal(code, message, object("shop"));

        assertThat(finding.cause()).isEqualTo(cause);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.seen()).isEqualTo(message);
        assertThat(finding.details()).containsExactly(new Detail("object", "Deployment shop/cache", "50.yml:1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | namespaces "shop" not found | kubectl get namespaces   # does a manifest with a lower number make it?
            403 | forbidden: User "ci" cannot patch | kubectl auth can-i --list
            403 | because it is being terminated | kubectl get namespace shop -o yaml   # what holds it?
            422 | is invalid | kubectl apply --server-side --dry-run=server -f 50.yml
            """)
    void eachCauseHasItsNextCommand(int code, String message, String next) {
        assertThat(refusal(code, message, object("shop")).next()).isEqualTo(next);
    }

    @Test
    void aPodThatWasChangedIsToldToBeMadeAnew() {
        String said =
                "Pod \"cache\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`";
        ObjectNode pod = object("shop").object().deepCopy();
        pod.put("apiVersion", "v1").put("kind", "Pod");

        Finding finding = refusal(422, said, new Manifest(new Place("50.yml", 1), pod));

        assertThat(finding.message()).isEqualTo("""
                50.yml:1: Pod shop/cache was rejected by the API server.
                  seen     %s
                  object   Pod shop/cache   50.yml:1
                  likely   its manifest was changed, and most fields of a Pod stay as they are for its life; a Deployment would make a new pod
                  look     kubectl -n shop delete pod cache   # then apply it again""".formatted(said));
        assertThat(refusal(422, "Pod \"cache\" is invalid", new Manifest(new Place("50.yml", 1), pod))
                        .likely())
                .isEmpty();
    }

    @Test
    void anObjectWithoutANamespaceIsNotToldThatANullNamespaceIsMissing() {
        assertThat(refusal(404, "the server could not find the requested resource", object(null))
                        .message())
                .doesNotContain("null");
    }

    private static Finding refusal(int code, String message, Manifest manifest) {
        return ApiRejection.of(
                        manifest,
                        new ApiResponse(
                                code, JsonNodeFactory.instance.objectNode().put("message", message)))
                .finding();
    }

    private static Manifest object(@Nullable String namespace) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "apps/v1").put("kind", "Deployment");
        object.putObject("metadata").put("name", "cache").put("namespace", namespace);
        return new Manifest(new Place("50.yml", 1), object);
    }
}
