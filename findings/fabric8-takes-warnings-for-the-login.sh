#!/usr/bin/env bash
# What surprised: a login plugin that writes a warning ahead of its answer logs nobody in, and the client goes on without a
# login.
#
# Software: io.fabric8:kubernetes-client 7.8.0 with kubernetes-httpclient-jdk.
# Input:    valid: a kubeconfig whose user has an exec plugin. The plugin writes a sentence to stderr, its ExecCredential to
#           stdout, and ends with exit code 0.
# Expected: the token is sent. The answer is what is on stdout; stderr is for people. kubectl 1.32.4, tried by hand with the
#           same kubeconfig, shows the sentence and sends the token.
# Seen:     the plugin's stderr is read as part of its answer. With the sentence ahead of the JSON the answer cannot be
#           read: a WARN in the log, no exception, and the request goes out without an Authorization header. With the same
#           sentence after the JSON the token is sent. Config of 6.13.5, 7.9.0 and 8.0.0, tried by hand, does the same.
#
# Needs a JDK 17 and Maven. Listens on a free port of 127.0.0.1. Works in a temporary folder. Exit code 0 if it is still so,
# 1 if that changed, 3 if the packages or a certificate cannot be had.
set -euo pipefail

version=7.8.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-client</artifactId>
      <version>$version</version>
      <exclusions>
        <exclusion>
          <groupId>io.fabric8</groupId>
          <artifactId>kubernetes-httpclient-vertx</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-httpclient-jdk</artifactId>
      <version>$version</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-simple</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
if ! mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath >maven.log 2>&1; then
    cat maven.log >&2
    exit 3
fi

store=(-keystore server.p12 -storepass finding -alias server)
if ! { keytool -genkeypair "${store[@]}" -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 &&
    keytool -exportcert "${store[@]}" -rfc -file ca.pem; } >keytool.log 2>&1; then
    cat keytool.log >&2
    exit 3
fi

cat >plugin <<'SH'
#!/bin/sh
[ "$1" != first ] || echo 'Your login ends tomorrow.' >&2
echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "shop"}}'
[ "$1" != last ] || echo 'Your login ends tomorrow.' >&2
SH
chmod +x plugin

cat >Login.java <<'JAVA'
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

class Login {
    static volatile String authorization;

    public static void main(String[] args) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/", exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] version = "{\"major\": \"1\", \"minor\": \"34\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, version.length);
            exchange.getResponseBody().write(version);
            exchange.close();
        });
        server.start();
        for (String warns : new String[] {"never", "last", "first"}) {
            String kubeconfig = """
                    apiVersion: v1
                    kind: Config
                    current-context: shop
                    contexts: [{name: shop, context: {cluster: shop, user: shop}}]
                    clusters: [{name: shop, cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}}]
                    users:
                      - name: shop
                        user:
                          exec:
                            apiVersion: client.authentication.k8s.io/v1
                            command: %s
                            args: [%s]
                            interactiveMode: Never
                    """.formatted(server.getAddress().getPort(), path("ca.pem"), path("plugin"), warns);
            authorization = "no request";
            try (KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build()) {
                client.getKubernetesVersion();
            }
            System.out.println("warns " + warns + ": " + authorization);
        }
        server.stop(0);
    }

    static SSLContext tls() throws Exception {
        char[] password = "finding".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(new File("server.p12"), password), password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    static Path path(String file) {
        return Path.of(file).toAbsolutePath();
    }
}
JAVA
seen=$(java -Dkubernetes.disable.autoConfig=true -cp "$(<classpath)" Login.java 2>java.log | paste -sd';') || {
    cat java.log >&2
    exit 1
}
seen+=";WARN in the log: $(grep -c ' WARN io.fabric8' java.log || true)"
was='warns never: Bearer shop;warns last: Bearer shop;warns first: null;WARN in the log: 1'
if [[ $seen != "$was" ]]; then
    printf 'changed: kubernetes-client %s now: %s\nit was: %s\n' "$version" "$seen" "$was" >&2
    exit 1
fi
printf 'kubernetes-client %s: %s\n' "$version" "$seen"
