// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelmHooksTest {
    private static final List<Manifest> ALL =
            Manifests.read(new StandardInput(new ByteArrayInputStream("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: cache, namespace: shop}
                    ---
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: warm, namespace: shop, annotations: {helm.sh/hook: "post-install,post-upgrade"}}
                    ---
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: migrate, namespace: shop, annotations: {helm.sh/hook: pre-install}}
                    ---
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata:
                      name: migrate
                      namespace: shop
                      annotations: {helm.sh/hook: pre-install, helm.sh/hook-weight: "-5"}
                    ---
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: goodbye, namespace: shop, annotations: {helm.sh/hook: pre-delete}}
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: ping, namespace: shop, annotations: {helm.sh/hook: test}}
                    """.getBytes(StandardCharsets.UTF_8))), null);

    @Test
    void hooksAreNamedAndLeftOut() {
        HelmHooks hooks = HelmHooks.in(ALL, false);

        assertThat(hooks.kept()).extracting(Manifest::title).containsExactly("Service shop/cache");
        assertThat(hooks.notes())
                .containsExactly(
                        "left out:  Job shop/warm, a Helm hook (post-install, post-upgrade); --hooks includes it",
                        "left out:  Job shop/migrate, a Helm hook (pre-install); --hooks includes it",
                        "left out:  ServiceAccount shop/migrate, a Helm hook (pre-install); --hooks includes it",
                        "left out:  Job shop/goodbye, a Helm hook (pre-delete)",
                        "left out:  Pod shop/ping, a Helm hook (test)");
    }

    @Test
    void thoseOfAnInstallationStandWhereHelmRunsThem() {
        HelmHooks hooks = HelmHooks.in(ALL, true);

        assertThat(hooks.kept())
                .extracting(Manifest::title)
                .containsExactly(
                        "ServiceAccount shop/migrate", "Job shop/migrate", "Service shop/cache", "Job shop/warm");
        assertThat(hooks.notes()).hasSize(2).allMatch(note -> !note.contains("--hooks"));
    }
}
