// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kubectl -n a get pods   # and look | kubectl -n a get pods",
                "kubectl --kubeconfig /tmp/k -n a describe pod b | kubectl -n a describe pod b",
                "kubectl -n a scale deployment/b --replicas=1 | kubectl -n a scale --dry-run=server deployment/b --replicas=1",
                "kubectl -n a delete pod b   # ended | kubectl -n a delete --dry-run=server pod b",
                "kubectl -n a rollout resume deployment/b | kubectl -n a patch deployment/b --dry-run=server -p '{\"spec\":{\"paused\":false}}'",
            })
    void whatChangesNothingIsTypedAsItIsAndAllElseAsADryRun(String next, String typed) {
        assertThat(Advice.typed(next)).contains(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uptime   # then run again",
                "kubectl -n a port-forward b 6379",
                "kubectl -n a run -it --rm ask --image=redis:7.0.15 --restart=Never -- redis-cli ping",
                "kubectl apply --server-side --dry-run=server -f 50-cache.dep.yml",
            })
    void whatOnlyPeopleCanFollowIsNotTyped(String next) {
        assertThat(Advice.typed(next)).isEmpty();
    }
}
