// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTwinsTest {
    @Test
    void twoObjectsWithOneNameInTwoFilesAreRefused(@TempDir Path directory) {
        new ManifestDirectory(directory)
                .file("50.yml", object("v1", "Service", "shop"))
                .file("60.yml", object("v1", "Service", "shop"))
                .isRefused(
                        "Service shop/cache is in 50.yml:1 and again in 60.yml:1; the later would overwrite the earlier, so rename or remove one.");
    }

    @Test
    void soAreTwoInOneFile(@TempDir Path directory) {
        new ManifestDirectory(directory)
                .file("50.yml", object("v1", "Service", "shop") + "---\n" + object("v1", "Service", "shop"))
                .isRefused(
                        "Service shop/cache is in 50.yml:1 and again in 50.yml:5; the later would overwrite the earlier, so rename or remove one.");
    }

    @Test
    void twoVersionsOfOneObjectAreOneObject(@TempDir Path directory) {
        new ManifestDirectory(directory)
                .file("50.yml", object("apps/v1", "Deployment", "shop"))
                .file("60.yml", object("apps/v1beta1", "Deployment", "shop"))
                .isRefused(
                        "Deployment shop/cache is in 50.yml:1 and again in 60.yml:1; the later would overwrite the earlier, so rename or remove one.");
    }

    @Test
    void oneNameMayBeUsedByTwoKindsInTwoNamespacesAndInTwoGroups(@TempDir Path directory) {
        assertThat(new ManifestDirectory(directory)
                        .file("50.yml", object("v1", "Service", "shop"))
                        .file("51.yml", object("v1", "Service", "test"))
                        .file("52.yml", object("v1", "ConfigMap", "shop"))
                        .file("53.yml", object("serving.knative.dev/v1", "Service", "shop"))
                        .file("54.yml", object("shop.example/v1", "Service", "shop"))
                        .read())
                .hasSize(5);
    }

    private static String object(String apiVersion, String kind, String namespace) {
        return "apiVersion: %s\nkind: %s\nmetadata: {name: cache, namespace: %s}\n"
                .formatted(apiVersion, kind, namespace);
    }
}
