// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementTest {
    private static final List<Requirement> ALL = List.of(
            Requirement.WORKLOAD,
            Requirement.SERVICE,
            Requirement.STORE,
            Requirement.KNOWN_STORE,
            Requirement.CLIENT_POD,
            RedisRequirement.REDIS,
            RedisRequirement.ROLE,
            RedisRequirement.TAGGED_CACHE,
            RedisRequirement.LUA,
            RedisRequirement.EXPORTER);

    private static final String REDIS = "{name: redis, ports: [{containerPort: 6379}]}";
    private static final String EXPORTER = "{name: exporter, ports: [{containerPort: 9121}]}";
    private static final String WEB = "{name: web, ports: [{containerPort: 80}]}";

    @Test
    void aServiceWithoutAWorkloadHasOnlyItsService() {
        Component lost = new Component("cache", "shop", null, List.of(service()));

        assertThat(met(lost)).containsExactly(Requirement.SERVICE);
    }

    @Test
    void aWorkloadThatIsNoRedisIsAWorkload() {
        assertThat(met(component("application: redis, role: cache", WEB)))
                .containsExactly(Requirement.WORKLOAD, Requirement.SERVICE);
    }

    @Test
    void aWorkloadMayHaveNoService() {
        assertThat(met(new Component("web", "shop", workload("role: web", WEB), List.of())))
                .containsExactly(Requirement.WORKLOAD);
    }

    @Test
    void aRedisWithoutARoleIsARedis() {
        assertThat(met(component("application: redis", REDIS)))
                .containsExactly(
                        Requirement.WORKLOAD,
                        Requirement.SERVICE,
                        Requirement.STORE,
                        Requirement.CLIENT_POD,
                        RedisRequirement.REDIS);
    }

    @Test
    void aCacheHasTagsAndScripts() {
        assertThat(met(component("application: redis, role: cache", REDIS)))
                .containsExactly(
                        Requirement.WORKLOAD,
                        Requirement.SERVICE,
                        Requirement.STORE,
                        Requirement.KNOWN_STORE,
                        Requirement.CLIENT_POD,
                        RedisRequirement.REDIS,
                        RedisRequirement.ROLE,
                        RedisRequirement.TAGGED_CACHE,
                        RedisRequirement.LUA);
    }

    @Test
    void aSessionStoreHasNeither() {
        assertThat(met(component("application: redis, role: session", REDIS)))
                .containsExactly(
                        Requirement.WORKLOAD,
                        Requirement.SERVICE,
                        Requirement.STORE,
                        Requirement.KNOWN_STORE,
                        Requirement.CLIENT_POD,
                        RedisRequirement.REDIS,
                        RedisRequirement.ROLE);
    }

    @Test
    void anExporterIsOneBesideRedis() {
        assertThat(met(component("role: cache", REDIS + ", " + EXPORTER))).contains(RedisRequirement.EXPORTER);
        assertThat(met(component("role: cache", EXPORTER))).doesNotContain(RedisRequirement.EXPORTER);
    }

    @Test
    void aClientPodHasTheImageOfARedisInTheSameNamespaceOrTheOneThatIsNamed() {
        Component web = new Component("web", "shop", workload("role: web", WEB), List.of());
        Component cache = component("role: cache", REDIS);
        Component elsewhere = detected(new Component("cache", "test", workload("role: cache", REDIS), List.of()));

        assertThat(Requirement.CLIENT_POD.isMet(web, stack(web, cache), Scope.ALL))
                .isTrue();
        assertThat(Requirement.CLIENT_POD.isMet(web, stack(web, elsewhere), Scope.ALL))
                .isFalse();
        assertThat(Requirement.CLIENT_POD.isMet(
                        web, stack(web), new Scope(Level.PROBE, false, null, "mine/redis:7", Map.of())))
                .isTrue();
    }

    @Test
    void whatIsMissingIsSaidInWords() {
        assertThat(ALL)
                .extracting(Requirement::words)
                .containsExactly(
                        "a workload",
                        "a Service",
                        "a store",
                        "a store of which it is known what it is for",
                        "an image with a shell and getent, named by --client-image",
                        "a Redis",
                        "a Redis with a known role label",
                        "a Redis that is Magento's cache",
                        "a Redis whose clients run Lua",
                        "a metrics exporter beside Redis");
    }

    private static List<Requirement> met(Component component) {
        return ALL.stream()
                .filter(requirement -> requirement.isMet(component, stack(component), Scope.ALL))
                .toList();
    }

    private static Stack stack(Component... components) {
        return new Stack(List.of(), List.of(components));
    }

    private static Component component(String labels, String containers) {
        return detected(new Component("cache", "shop", workload(labels, containers), List.of(service())));
    }

    private static Component detected(Component component) {
        return component.with(Kinds.all().servers(component));
    }

    private static DeclaredService service() {
        return new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50.yml", 1));
    }

    private static Workload workload(String labels, String containers) {
        PodTemplateSpec template = Serialization.unmarshal("""
                metadata: {labels: {%s}}
                spec: {containers: [%s]}
                """.formatted(labels, containers), PodTemplateSpec.class);
        return new Workload("Deployment", "shop", "cache", template, new Place("50.yml", 1));
    }
}
