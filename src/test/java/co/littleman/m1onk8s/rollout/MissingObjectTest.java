// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Makers;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of Kubernetes 1.34. */
class MissingObjectTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    private static final Pod POD = YamlFixture.yaml("""
            metadata: {name: cache-1}
            spec:
              volumes:
                - {name: tls, secret: {secretName: cache-tls}}
                - {name: conf, configMap: {name: redis-conf}}
                - name: all
                  projected:
                    sources:
                      - secret: {name: first, items: [{key: a, path: a}]}
                      - secret: {name: second, items: [{key: b, path: b}]}
                      - configMap: {name: third, items: [{key: c, path: c}]}
            """, Pod.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret \"cache\" not found | Secret cache",
                "MountVolume.SetUp failed for volume \"conf\" : configmap \"conf\" not found | ConfigMap conf",
                "error looking up service account shop/x: serviceaccount \"x\" not found | ServiceAccount x",
                "0/1 nodes are available: persistentvolumeclaim \"data\" not found. | PersistentVolumeClaim data",
                "couldn't find key password in Secret shop/cache | key password of Secret cache",
                "couldn't find key x.y in ConfigMap shop/conf | key x.y of ConfigMap conf",
                "MountVolume.SetUp failed for volume \"tls\" : references non-existent secret key: tls.key | key tls.key of Secret cache-tls",
                "MountVolume.SetUp failed for volume \"conf\" : configmap references non-existent config key: a | key a of ConfigMap redis-conf",
                "MountVolume.SetUp failed for volume \"all\" : references non-existent secret key: b | key b of Secret second",
                "MountVolume.SetUp failed for volume \"all\" : references non-existent config key: c | key c of ConfigMap third",
                "MountVolume.SetUp failed for volume \"gone\" : references non-existent config key: c | key c of a ConfigMap",
            })
    void whatIsMissingIsNamed(String message, String words) {
        assertThat(MissingObject.in(message, POD).map(MissingObject::words)).contains(words);
    }

    @Test
    void otherMessagesNameNothing() {
        assertThat(MissingObject.in("failed to pull image: not found", POD)).isEmpty();
        assertThat(MissingObject.in("hostPath type check failed: /x is not a directory", POD))
                .isEmpty();
    }

    @Test
    void onANodeOfOurOwnNobodyElseMakesIt() {
        RolloutProblem trouble = trouble(new Environment(true, false));

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trouble.finding().cause()).isEqualTo(Cause.CONTAINER_CONFIG_INVALID);
        assertThat(trouble.finding().message()).isEqualTo("""
                Pods of Deployment cache cannot start without key password of Secret cache, which is not there.
                  seen       couldn't find key password in Secret shop/cache
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     nothing in the manifests makes it: a name that is misspelt, or a file that was left out
                  look       kubectl -n shop describe secret cache   # lists its keys""");
    }

    @Test
    void elsewhereSomebodyMay() {
        RolloutProblem trouble = trouble(new Environment(false, false));

        assertThat(trouble.patience()).isEqualTo(RolloutProblem.UNTIL_BUDGET);
        assertThat(trouble.finding().likely()).startsWith("not made yet, or never");
    }

    @Test
    void soMayWhatIsInTheInput() {
        Manifest operator = new Manifest(
                new Place("10-operator.yml", 1),
                YamlFixture.yaml("{apiVersion: cert-manager.io/v1, kind: Certificate}", ObjectNode.class));

        assertThat(trouble(new Environment(true, false, new Makers(List.of(operator), true)))
                        .patience())
                .isEqualTo(RolloutProblem.UNTIL_BUDGET);
    }

    private static RolloutProblem trouble(Environment circumstances) {
        return new Missing(CACHE, circumstances)
                .trouble(
                        POD,
                        new MissingObject("Secret", "cache", "password"),
                        "couldn't find key password in Secret shop/cache");
    }
}
