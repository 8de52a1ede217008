// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.manifest.ManifestDirectory;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.SettingsReader;
import co.littleman.m1onk8s.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAnnotationsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http-status: '200'     | web  | must be on a Service with an HTTP port",
                "http-status: 'ok'      | http | must be a status from 200 to 599, but is 'ok'; write for example \"200\".",
                "http-host: 'http://a/' | http | must be the name of a host, with a port if it is not 80",
                "http-path: 'health'    | http | must be a path that begins with /, without spaces, but is 'health'; write for example /health.",
                "http-body: '(shop'     | http | must be a regular expression, but is '(shop'; its error is: Unclosed group; correct it."
            })
    void whatWouldHaveNoEffectOrNoMeaningIsRefused(String annotation, String port, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> check(annotation, port))
                .withMessageStartingWith("60-web.yml:16: Service web: annotation m1onk8s.littleman.co/http-")
                .withMessageContaining(message);
    }

    @Test
    void whatIsMeantIsTaken() {
        assertThatCode(() -> check("http-host: shop.example:8080", "http")).doesNotThrowAnyException();
    }

    private void check(String annotation, String port) {
        new ManifestDirectory(directory).file("60-web.yml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web, namespace: shop}
                        spec:
                          selector: {matchLabels: {role: web}}
                          template:
                            metadata: {labels: {role: web}}
                            spec:
                              containers:
                                - name: web
                                  image: "nginx:1"
                                  ports:
                                    - containerPort: 8080

                        ---
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: web
                          namespace: shop
                          annotations:
                            m1onk8s.littleman.co/%s
                        spec:
                          selector: {role: web}
                          ports: [{name: %s, port: 80, targetPort: 8080}]
                        """.formatted(annotation, port));
        Settings settings = new SettingsReader(Map.of(), new Properties())
                .flag(Options.MANIFESTS, directory.toString())
                .read();
        new HttpKind().requireValid(settings, Stack.read(settings, Kinds.all()));
    }
}
