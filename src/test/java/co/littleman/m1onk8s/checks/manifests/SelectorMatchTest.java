// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorMatchTest {
    private static final Workload CACHE =
            Declared.workload("cache", "metadata: {labels: {application: redis, role: cache}}");
    private static final Workload TWIN =
            Declared.workload("twin", "metadata: {labels: {application: redis, role: cache, twin: 'yes'}}");
    private static final Workload WEB = Declared.workload("web", "metadata: {labels: {role: web}}");
    private static final SelectorMatch RIGHT =
            new SelectorMatch(service("application: redis, role: cache"), false, CACHE);

    @Test
    void itsOwnPodsAndNoOthersAreRight() {
        assertThat(RIGHT.amongTemplates(List.of(CACHE, WEB))).isEmpty();
    }

    @Test
    void aSelectorThatMatchesNothing() {
        SelectorMatch misspelt = new SelectorMatch(service("role: cahce"), false, CACHE);

        assertThat(misspelt.amongTemplates(List.of(CACHE, WEB))).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.SELECTOR_MATCHES_NOTHING);
            assertThat(finding.message()).isEqualTo("""
                    The selector of Service cache matches no pod template in namespace shop.
                      selector     role=cahce                     50-cache.svc.yml:1
                      pod labels   application=redis,role=cache   50-cache.dep.yml:1
                      likely       a label is written differently in the two
                      look         kubectl -n shop get pods --show-labels""");
        });
    }

    @Test
    void aSelectorForWhichThereIsNoWorkloadAtAll() {
        assertThat(new SelectorMatch(service("role: db"), false, null).amongTemplates(List.of(CACHE, WEB)))
                .singleElement()
                .extracting("likely")
                .isEqualTo("no workload in the manifests has these labels");
    }

    @Test
    void anotherWorkloadsTemplateThatMatches() {
        assertThat(RIGHT.amongTemplates(List.of(CACHE, TWIN))).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.FOREIGN_ENDPOINT);
            assertThat(finding.message()).isEqualTo("""
                    Service cache also selects the pods of deployment/twin.
                      expected     only the pods of deployment/cache
                      selector     application=redis,role=cache            50-cache.svc.yml:1
                      pod labels   application=redis,role=cache,twin=yes   50-twin.dep.yml:1
                      likely       another workload's pods have the same labels; a Service takes everything that matches
                      look         kubectl -n shop get pods -l application=redis,role=cache""");
        });
    }

    @Test
    void aForeignPodThatMatches() {
        Pod own = pod("cache-1", "{}");
        Pod stray = pod("stray", "{phase: Pending}");

        assertThat(RIGHT.amongPods(OtherPods.than(List.of(own), List.of(own, stray))))
                .singleElement()
                .extracting("reason")
                .isEqualTo("Service cache also selects pod stray.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {labels: {application: redis, role: cache}}\nstatus: {phase: Succeeded}",
                "metadata: {labels: {application: redis, role: cache}}\nstatus: {phase: Failed}",
                "metadata: {deletionTimestamp: '2026-01-01T00:00:00Z', labels: {application: redis, role: cache}}",
                "metadata: {labels: {application: redis, role: cache, app.kubernetes.io/managed-by: m1onk8s-verify}}",
                "metadata: {labels: {role: web}}",
            })
    void podsThatEndedOrGoOrAreOurClientOrDoNotMatchAreNotForeign(String pod) {
        assertThat(RIGHT.amongPods(OtherPods.than(List.of(), List.of(Declared.pod("other", pod)))))
                .isEmpty();
    }

    @Test
    void podsThatAJobWillMake() {
        assertThat(byNumber(false).amongTemplates(List.of(CACHE, job("CronJob", "[]"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.FOREIGN_ENDPOINT);
                    assertThat(finding.message()).isEqualTo("""
                            Service cache also selects the pods of cronjob/nightly.
                              expected     only the pods of deployment/cache
                              selector     application=redis,role=cache   50-cache.svc.yml:1
                              pod labels   application=redis,role=cache   60-nightly.yml:1
                              likely       each time it runs, its pods stand behind the Service, and their share of the connections is refused; give them other labels
                              look         kubectl -n shop get pods -l application=redis,role=cache""");
                });
        assertThat(byNumber(false).amongTemplates(List.of(CACHE, job("Job", "[]"))))
                .hasSize(1);
    }

    @Test
    void aPodThatEndsHarmsNobodyIfNoConnectionLeadsToIt() {
        assertThat(byName(false).amongTemplates(List.of(CACHE, job("CronJob", "[{name: http, containerPort: 80}]"))))
                .isEmpty();
        assertThat(byName(false).amongTemplates(List.of(CACHE, job("CronJob", "[{name: redis, containerPort: 80}]"))))
                .hasSize(1);
        assertThat(byName(true).amongTemplates(List.of(CACHE, job("CronJob", "[]"))))
                .as("by the name of a headless Service it is found all the same")
                .hasSize(1);
    }

    @Test
    void aBarePodThatEndsIsJudgedWhileItRuns() {
        Workload test = job("Pod", "[]");
        Pod runs = Declared.pod(
                "test", "metadata: {labels: {application: redis, role: cache}}\nspec: {restartPolicy: Never}");

        assertThat(byNumber(false).amongTemplates(List.of(CACHE, test))).isEmpty();
        assertThat(byNumber(false).foreign(List.of(runs))).containsExactly(runs);
        assertThat(byName(false).foreign(List.of(runs))).isEmpty();
    }

    @Test
    void aPodThatStaysIsForeignWhateverItsPorts() {
        Workload declared = new Workload(
                "Pod",
                "shop",
                "stray",
                Declared.workload("stray", "metadata: {labels: {application: redis, role: cache}}")
                        .template(),
                new Place("60-stray.yml", 1));
        assertThat(byName(false).amongTemplates(List.of(CACHE, declared)))
                .singleElement()
                .extracting("reason")
                .isEqualTo("Service cache also selects pod stray.");
        Pod stays = Declared.pod(
                "stray", "metadata: {labels: {application: redis, role: cache}}\nspec: {restartPolicy: Always}");

        assertThat(byName(false).foreign(List.of(stays))).containsExactly(stays);
    }

    private static SelectorMatch byNumber(boolean headless) {
        return selection("[{port: 6379, targetPort: 6379}]", headless);
    }

    private static SelectorMatch byName(boolean headless) {
        return selection("[{port: 6379, targetPort: redis}]", headless);
    }

    private static SelectorMatch selection(String ports, boolean headless) {
        return new SelectorMatch(
                Declared.service("cache", "{selector: {application: redis, role: cache}, ports: %s}".formatted(ports)),
                headless,
                CACHE);
    }

    private static Workload job(String kind, String ports) {
        Workload pods = Declared.workload("nightly", """
                metadata: {labels: {application: redis, role: cache}}
                spec: {restartPolicy: Never, containers: [{name: report, ports: %s}]}
                """.formatted(ports));
        return new Workload(kind, "shop", "nightly", pods.template(), new Place("60-nightly.yml", 1));
    }

    private static Pod pod(String name, String status) {
        return Declared.pod(name, "metadata: {labels: {application: redis, role: cache}}\nstatus: " + status);
    }

    private static DeclaredService service(String selector) {
        return Declared.service("cache", "{selector: {%s}}".formatted(selector));
    }
}
