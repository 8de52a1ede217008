// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsReader;
import co.littleman.m1onk8s.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of each level on the stack of manifests/, and what other stacks need beside them. */
class RequiredPermissionsTest {
    private static final String SHOP = " in namespace m1onk8s-littleman-co";

    private static final List<String> OBSERVE = List.of(
            "get namespaces m1onk8s-littleman-co" + SHOP,
            "list, watch pods" + SHOP,
            "list, watch services" + SHOP,
            "list, watch endpointslices.discovery.k8s.io" + SHOP,
            "list, watch deployments.apps" + SHOP,
            "list, watch replicasets.apps" + SHOP,
            "get pods/log" + SHOP,
            "list events" + SHOP,
            "list horizontalpodautoscalers.autoscaling" + SHOP,
            "list poddisruptionbudgets.policy" + SHOP,
            "get deployments.apps cache" + SHOP,
            "get services cache" + SHOP,
            "get namespaces kube-system in namespace kube-system");

    @Test
    void whoObservesReads() {
        assertThat(of(Level.OBSERVE)).isEqualTo(OBSERVE);
        assertThat(RequiredPermissions.of(Level.OBSERVE, stack(Path.of("manifests")), scope(null)))
                .allMatch(right -> List.of("get", "list", "watch").containsAll(right.verbs()));
    }

    @Test
    void whoOnlyObservesMayDoSoWithoutKnowingWhichClusterItIs() {
        Permission known = new Permission("kube-system", "", "namespaces", "kube-system", List.of("get"));
        Stack stack = stack(Path.of("manifests"));

        assertThat(RequiredPermissions.required(Level.OBSERVE, stack, scope(null)))
                .doesNotContain(known)
                .hasSize(OBSERVE.size() - 1);
        assertThat(RequiredPermissions.required(Level.TALK, stack, scope(null)))
                .contains(known)
                .isEqualTo(rights(Level.TALK));
    }

    @Test
    void whoTalksOpensTunnels() {
        assertThat(of(Level.TALK))
                .containsAll(OBSERVE)
                .contains(
                        "get, create pods/portforward" + SHOP,
                        "create leases.coordination.k8s.io" + SHOP,
                        "get, update, delete leases.coordination.k8s.io m1onk8s-verify" + SHOP)
                .noneMatch(right -> right.contains("exec"))
                .filteredOn(right -> right.contains("delete"))
                .as("its own Lease and nothing else")
                .hasSize(1);
    }

    @Test
    void whoProbesHasAPodOfItsOwn() {
        assertThat(of(Level.PROBE))
                .contains("list, watch, get, create, patch, delete pods" + SHOP, "get, create pods/exec" + SHOP)
                .contains("list networkpolicies.networking.k8s.io" + SHOP)
                .doesNotContain("list, watch pods" + SHOP);
    }

    @Test
    void whoSpeaksToARedisWhosePasswordIsInASecretReadsThatOne() {
        Settings settings = Settings.of(Path.of("manifests"))
                .with(new RedisAccess(null, null, false, null, new SecretKey("login", "password")));
        List<Permission> ofKinds = Kinds.all().permissions(settings, List.of("m1onk8s-littleman-co"));

        assertThat(RequiredPermissions.of(Level.TALK, stack(Path.of("manifests")), scope(null), ofKinds))
                .extracting(Permission::toString)
                .contains("get secrets login" + SHOP);
        assertThat(RequiredPermissions.of(Level.OBSERVE, stack(Path.of("manifests")), scope(null), ofKinds))
                .isEqualTo(rights(Level.OBSERVE));
    }

    @Test
    void whoDisruptsNeedsNoMore() {
        assertThat(of(Level.DISRUPT)).isEqualTo(of(Level.PROBE));
    }

    @Test
    void whoInstallsAppliesJustTheseObjects() {
        assertThat(of(Level.INSTALL))
                .contains(
                        "get, patch namespaces m1onk8s-littleman-co" + SHOP,
                        "get, patch, create deployments.apps cache" + SHOP,
                        "get, patch, create services cache" + SHOP);
    }

    @Test
    void aPeersNamespaceIsLookedAtAndHasAClientPodToo() {
        assertThat(RequiredPermissions.of(Level.PROBE, stack(Path.of("manifests")), scope("web")))
                .extracting(Permission::toString)
                .contains(
                        "get namespaces web in namespace web",
                        "list, watch, get, create, patch, delete pods in namespace web",
                        "get, create pods/exec in namespace web")
                .doesNotContain("get pods/log in namespace web");
    }

    @Test
    void onlyWhatIsInNoNamespaceIsAskedForThere(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("10-disk.yml"), """
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: fast}
                provisioner: none
                """);
        Files.writeString(directory.resolve("20-store.yml"), """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: store, namespace: shop}
                spec:
                  serviceName: store
                  selector: {matchLabels: {a: b}}
                  template:
                    metadata: {labels: {a: b}}
                    spec: {containers: [{name: c, image: "i:1"}]}
                """);

        assertThat(RequiredPermissions.of(Level.OBSERVE, stack(directory), scope(null)))
                .extracting(Permission::toString)
                .contains(
                        "get storageclasses.storage.k8s.io fast, in no namespace",
                        "list, watch statefulsets.apps in namespace shop",
                        "get statefulsets.apps store in namespace shop")
                .noneMatch(right -> right.contains("replicasets"));
    }

    static Stack stack(Path manifests) {
        return Stack.read(
                new SettingsReader(Map.of(), new Properties())
                        .flag(Options.MANIFESTS, manifests.toString())
                        .read(),
                Kinds.all());
    }

    static List<Permission> rights(Level level) {
        return RequiredPermissions.of(level, stack(Path.of("manifests")), scope(null));
    }

    private static List<String> of(Level level) {
        return rights(level).stream().map(Permission::toString).toList();
    }

    private static Scope scope(@Nullable String peer) {
        return new Scope(Level.INSTALL, false, peer, null, Map.of());
    }
}
