// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import co.littleman.m1onk8s.manifest.Manifests;
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
        CaseDirectory inTurn = new CaseDirectory(directory, "in-turn");

        assertThat(inTurn.changed(fault("namespace-last"))).isDirectoryContaining("glob:**/90-*");
        Path next = inTurn.changed(fault("misspelt-readiness-probe"));

        assertThat(next).isDirectoryNotContaining("glob:**/90-*");
        assertThatNoException().isThrownBy(() -> Manifests.read(next, null));
    }

    private static Case fault(String name) {
        return Objects.requireNonNull(CaseFiles.faults().get(name), name);
    }
}
