// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class PodCreationFailureTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final LiveWorkload FIRST = new LiveWorkload("u", 1, 1, 1, 0, 0, 0, "");
    private static final LiveWorkload UPDATE = new LiveWorkload("u", 2, 2, 1, 1, 0, 1, "");

    @Test
    void podSecurityNamesTheLevel() {
        Finding finding = PodCreationFailure.finding(
                CACHE,
                FIRST,
                "pods \"cache-1\" is forbidden: violates PodSecurity" + " \"restricted:latest\": runAsNonRoot != true");

        assertThat(finding.cause()).isEqualTo(Cause.POD_SECURITY_DENIED);
        assertThat(finding.message()).isEqualTo("""
                        The cluster refuses to create pods of Deployment cache: they violate the namespace's Pod Security level.
                          expected   1 wanted
                          seen       pods "cache-1" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true
                          pods       generation 1 (observed 1), 1 wanted, 0 updated, 0 available, 0 in all
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     the namespace enforces Pod Security restricted:latest, and the pod template does not comply with it
                          look       kubectl get namespace shop --show-labels""");
    }

    @Test
    void aQuotaThatAnUpdateExceedsIsAboutTheOldPods() {
        assertThat(PodCreationFailure.finding(
                                CACHE,
                                UPDATE,
                                "pods \"cache-2\" is forbidden: exceeded quota: small, requested: pods=1,"
                                        + " used: pods=1, limited: pods=1")
                        .message())
                .isEqualTo("""
                        The cluster refuses to create pods of Deployment cache: the namespace's quota does not allow them.
                          expected   1 wanted
                          seen       pods "cache-2" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1
                          pods       generation 2 (observed 2), 1 wanted, 0 updated, 1 available, 1 in all
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     the pods of before the update still count, and the update asks for more beside them
                          look       kubectl -n shop describe resourcequota""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pods "a" is forbidden: exceeded quota: small, requested: pods=1 | QUOTA_EXCEEDED | the quota is smaller than the workload, or others in the namespace use it up
                    pods "a" is forbidden: failed quota: small: must specify limits.cpu for: redis | QUOTA_EXCEEDED | the quota counts requests or limits that the pod template does not state
                    pods "a" is forbidden: error looking up service account shop/x: serviceaccount "x" not found | POD_CREATION_DENIED | the ServiceAccount that the pod template names does not exist
                    admission webhook "a.b.c" denied the request: no | POD_CREATION_DENIED | an admission webhook refuses the pod, or does not answer
                    Internal error occurred: failed calling webhook "a.b.c": connection refused | POD_CREATION_DENIED | an admission webhook refuses the pod, or does not answer
                    pods "a" is forbidden: maximum memory usage per Container is 16Mi, but limit is 64Mi | POD_CREATION_DENIED | the namespace's LimitRange does not allow these requests and limits
                    pods "a" is forbidden: no PriorityClass with name x was found | POD_CREATION_DENIED | the PriorityClass that the pod template names does not exist
                    """)
    void eachRefusalHasItsCauseAndReason(String said, @ConvertWith(Causes.class) Cause cause, String likely) {
        assertThat(PodCreationFailure.finding(CACHE, FIRST, said)).satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(cause);
            assertThat(finding.likely()).isEqualTo(likely);
            assertThat(finding.seen()).isEqualTo(said);
        });
    }
}
