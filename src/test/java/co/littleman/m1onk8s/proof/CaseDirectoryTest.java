// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.ManifestSource;
import co.littleman.m1onk8s.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseDirectoryTest {
    @TempDir
    private Path directory;

    /** A check is switched off before several faults, one after the other, in the same namespace. */
    @Test
    void nothingOfAnEarlierCaseStays() {
        CaseDirectory inTurn = new CaseDirectory(BaseStack.CACHE, directory, "in-turn");

        assertThat(inTurn.changed(fault("namespace-last"))).isDirectoryContaining("glob:**/90-*");
        Path next = inTurn.changed(fault("misspelt-readiness-probe"));

        assertThat(next).isDirectoryNotContaining("glob:**/90-*");
        assertThatNoException().isThrownBy(() -> Manifests.read(ManifestSource.of(next), null));
    }

    @Test
    void anotherStackIsChangedInItsOwnNamespace() throws IOException {
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.yml"), """
                what: x
                stack: http
                without: ["41-web-pages.cm.yml"]
                patch:
                  50-web.svc.yml: [{op: "add", path: "/metadata/annotations/host", value: "web.web-example.svc"}]
                """);
        CaseDirectory judged = new CaseDirectory(BaseStack.named("http"), directory, "judged");
        Case one = Objects.requireNonNull(CaseFiles.in(files, false).get("one"));

        assertThat(judged.plain()).isDirectoryContaining("glob:**/41-web-pages.cm.yml");
        Path changed = judged.changed(one);

        assertThat(changed).isDirectoryNotContaining("glob:**/41-*").isDirectoryNotContaining("glob:**/50-cache*");
        assertThat(changed.resolve("50-web.svc.yml")).content().contains("web.judged.svc");
        assertThat(Manifests.read(ManifestSource.of(changed), null))
                .extracting(Manifest::title)
                .containsExactly(
                        "Namespace judged",
                        "ConfigMap judged/web-config",
                        "Deployment judged/web",
                        "Service judged/web");
    }

    private static Case fault(String name) {
        return Objects.requireNonNull(CaseFiles.faults().get(name), name);
    }
}
