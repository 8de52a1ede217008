// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerShellTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OCI runtime exec failed: exec failed: exec: \"sh\": executable file not found in $PATH: unknown | true",
                "exec: \"sh\": stat sh: no such file or directory: unknown | true",
                "command terminated with non-zero exit code | false",
                "'' | false"
            })
    void onlyTheRuntimesWordsForItMeanThatThereIsNone(String said, boolean missing) {
        assertThat(ContainerShell.isMissing(said)).isEqualTo(missing);
    }
}
