// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardInputTest {
    private static final String SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: cache, namespace: shop}\n";

    @Test
    void itsObjectsStayInTheOrderInWhichTheyCome() {
        assertThat(read(SERVICE + "---\n" + SERVICE.replace("Service", "ConfigMap")))
                .extracting(manifest -> manifest.file() + ": " + manifest.title())
                .containsExactly("standard input:1: Service shop/cache", "standard input:5: ConfigMap shop/cache");
    }

    @Test
    void jsonIsKnownByItsFirstLettersWithOrWithoutALineBreakAtItsEnd() {
        String object =
                "{\t\"apiVersion\": \"v1\", \"kind\": \"%s\", \"metadata\": {\"name\": \"a\", \"namespace\": \"b\"}}";

        assertThat(read(object.formatted("Service") + "\n" + object.formatted("Secret")))
                .extracting(Manifest::title)
                .containsExactly("Service b/a", "Secret b/a");
    }

    @Test
    void nothingPointsToTheCommandBeforeThePipe() {
        refused(stream(" \n"), "The standard input is empty; look at what the command before the pipe says");
    }

    @Test
    void aStreamThatEndsInTheMiddleIsNotAWholeStack() {
        refused(
                stream(SERVICE + "---\napiVersion: apps/v1\nkind: Depl"),
                "The standard input must end with a line break, but ends in the middle of line 6");
    }

    @Test
    void oneThatDoesNotEndIsNotReadForEver() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '#';
            }
        };

        refused(endless, "The standard input must be at most 10 MB, but is longer");
    }

    @Test
    void whatIsNoTextIsSaid() {
        refused(
                new ByteArrayInputStream(new byte[] {(byte) 0xff, '\n'}),
                "The standard input must be text in UTF-8, but is not");
    }

    private static void refused(InputStream stream, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Manifests.read(new StandardInput(stream), null))
                .withMessageStartingWith(message);
    }

    private static List<Manifest> read(String text) {
        return Manifests.read(new StandardInput(stream(text)), null);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
