// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.stack.Components;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodIpBindingTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: [--bind, $(POD_IP), --save, '']",
                "args: ['--bind $(POD_IP)']",
                "args: [--save, '', --bind, $(POD_IP)]",
                "command: [sh, -c, 'exec redis-server --bind \"${POD_IP}\" --save \"\"']",
                "command: [sh, -c, 'exec redis-server --bind $(hostname -i)']"
            })
    void theAddressOfThePodAlone(String told) {
        assertThat(isDeclared(told, "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: []",
                "args: [--bind, 127.0.0.1]",
                "args: [--bind, '*']",
                "args: [--bind, $(POD_IP), 127.0.0.1]",
                "args: [--bind, '$(POD_IP) -::1']",
                "args: [--bind, $(NODE_IP)]",
                "args: [--bind-source-addr, $(POD_IP)]",
                "args: [--replica-announce-ip, $(POD_IP)]"
            })
    void localhostAsWellOrSomethingElse(String told) {
        assertThat(isDeclared(told, "")).isFalse();
    }

    @Test
    void aLineOfAMountedConfigMap() {
        assertThat(isDeclared("args: [/etc/redis.conf]", "bind ${POD_IP}")).isTrue();
        assertThat(isDeclared("args: [/etc/redis.conf]", "bind ${POD_IP} 127.0.0.1"))
                .isFalse();
        assertThat(isDeclared("args: [/etc/redis.conf]", "# bind ${POD_IP}")).isFalse();
        assertThat(isDeclared("args: [/etc/redis.conf]", "port 6379")).isFalse();
    }

    private boolean isDeclared(String told, String config) {
        List<Manifest> manifests = new ManifestDirectory(directory)
                .file("50.yml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: cache, namespace: shop}
                        spec:
                          template:
                            metadata: {labels: {role: cache}}
                            spec:
                              containers:
                                - name: redis
                                  ports: [{containerPort: 6379}]
                                  env:
                                    - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                                    - {name: NODE_IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
                                  %s
                              volumes: [{name: config, configMap: {name: redis}}]
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: redis, namespace: shop}
                        data:
                          redis.conf: |
                            save ""
                            %s
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: not-mounted, namespace: shop}
                        data: {redis.conf: 'bind ${POD_IP}'}
                        """.formatted(told, config))
                .read();
        return PodIpBinding.isDeclared(
                RedisComponent.of(new Components(manifests).find().get(0)), manifests);
    }
}
