// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListShapesTest {
    @TempDir
    private Path directory;

    /** As files have it that are half written, or that a pipe has cut off at the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deployment | {template: {spec: {containers: }}}                         | 50.yml:1: spec.template.spec.containers of Deployment shop/cache must be a list, but is empty; complete it, or take the field out.
            Deployment | {template: {spec: {containers: {name: a}}}}                | 50.yml:1: spec.template.spec.containers of Deployment shop/cache must be a list, but is an object; complete it, or take the field out.
            Deployment | {template: {spec: {containers: [~]}}}                      | 50.yml:1: spec.template.spec.containers[0] of Deployment shop/cache must be an object, but is empty; complete it, or take the field out.
            Pod        | {containers: [{name: a, ports: }]}                         | 50.yml:1: spec.containers[0].ports of Pod shop/cache must be a list, but is empty; complete it, or take the field out.
            Pod        | {containers: [{name: a, ports: [~]}]}                      | 50.yml:1: spec.containers[0].ports[*] of Pod shop/cache must be an object, but is empty; complete it, or take the field out.
            Service    | {ports: }                                                  | 50.yml:1: spec.ports of Service shop/cache must be a list, but is empty; complete it, or take the field out.
            Service    | {ports: [~]}                                               | 50.yml:1: spec.ports[0] of Service shop/cache must be an object, but is empty; complete it, or take the field out.
            """)
    void aListThatIsNoneIsRefused(String kind, String spec, String message) {
        new ManifestDirectory(directory)
                .file(
                        "50.yml",
                        "{apiVersion: v1, kind: %s, metadata: {name: cache, namespace: shop}, spec: %s}"
                                .formatted(kind, spec))
                .isRefused(message);
    }

    @Test
    void oneThatIsNotThereIsTheApiServersToJudge() {
        new ManifestDirectory(directory)
                .file(
                        "50.yml",
                        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: cache, namespace: shop}, spec: {}}")
                .read();
    }
}
