// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.metrics.PodScrape;
import co.littleman.m1onk8s.metrics.Scrape;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFindingsTest {
    private static final Place DEPLOYMENT = new Place("50-cache.dep.yml", 1);
    private static final Place SERVICE = new Place("50-cache.svc.yml", 1);
    private static final Workload CACHE = new Workload(
            "Deployment", "shop", "cache", Serialization.unmarshal("""
                    spec:
                      containers:
                        - {name: redis, ports: [{containerPort: 6379}]}
                        - {name: exporter, ports: [{containerPort: 9121}]}
                    """, PodTemplateSpec.class), DEPLOYMENT);

    @Test
    void anAnnotatedPortWhereNothingListens() {
        ScrapeTarget target = new ScrapeTarget(
                "Service cache",
                "prometheus.io/port 9122, path /metrics",
                SERVICE,
                new ScrapeAnnotations(true, 9122, "/metrics", false),
                "cache-1",
                "10.0.0.1",
                List.of(9122));

        assertThat(target.finding(CACHE, Map.of(9122, new PodScrape(Cause.CONNECTION_REFUSED, "connection refused")))
                        .message())
                .isEqualTo("""
                        Prometheus gets no metrics of pod cache-1: Service cache, asked at port 9122, refuses the connection.
                          expected     samples in Prometheus' text format
                          seen         port 9122: connection refused
                          declared     prometheus.io/port 9122, path /metrics   50-cache.svc.yml:1
                          containers   redis: 6379, exporter: 9121              50-cache.dep.yml:1
                          likely       nothing listens on that port; the exporter listens on another
                          look         kubectl -n shop port-forward cache-1 9122   # then: curl http://localhost:9122/metrics""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONNECTION_TIMED_OUT | does not answer within 10 s | something drops the packets, or the exporter hangs",
                "CONNECTION_LOST | gives no answer | ''",
                "METRICS_NOT_PROMETHEUS | answers something else | the port or the path is that of something else than the exporter's metrics",
            })
    void withoutAnAnnotatedPortTheFirstOfAllIsSpokenOf(
            @ConvertWith(Causes.class) Cause cause, String answered, String likely) {
        ScrapeTarget target = new ScrapeTarget(
                "Service cache",
                ScrapeTarget.declared(new ScrapeAnnotations(true, null, "/metrics", false)),
                SERVICE,
                new ScrapeAnnotations(true, null, "/metrics", false),
                "cache-1",
                "10.0.0.1",
                List.of(9121, 6379));
        Finding finding = target.finding(CACHE, Map.of(9121, new PodScrape(cause, "said")));

        assertThat(finding.cause()).isEqualTo(cause);
        assertThat(finding.reason())
                .isEqualTo(
                        "Prometheus gets no metrics of pod cache-1: Service cache, asked at port 9121, %s.", answered);
        assertThat(finding.likely()).isEqualTo(likely);
        assertThat(finding.details().get(0).value()).isEqualTo("prometheus.io/scrape without a port, path /metrics");
    }

    @Test
    void theAnnotatedPortIsAskedAloneAndElseEachWithRedisLast() {
        assertThat(ScrapeTargets.asked(
                        new ScrapeAnnotations(true, 9122, "/metrics", false), List.of(6379, 9121), Set.of(6379)))
                .containsExactly(9122);
        assertThat(ScrapeTargets.asked(
                        new ScrapeAnnotations(true, null, "/metrics", false),
                        List.of(6379, 9121, 8080, 9121),
                        Set.of(6379)))
                .containsExactly(8080, 9121, 6379);
    }

    @Test
    void annotationsOnTheWorkloadItself() {
        Finding finding = ScrapeTargets.misplaced(CACHE);

        assertThat(finding.cause()).isEqualTo(Cause.METRICS_ANNOTATION_MISPLACED);
        assertThat(finding.message()).isEqualTo("""
                Prometheus gets no metrics of Deployment cache: the annotations are on the Deployment itself, where it does not look.
                  expected   prometheus.io/scrape on the pod template, or on a Service
                  seen       prometheus.io/scrape: "true" on deployment/cache
                  declared   deployment/cache metadata.annotations   50-cache.dep.yml:1
                  likely     they belong below spec.template.metadata
                  look       kubectl -n shop get pods,services -o jsonpath='{.items[*].metadata.annotations}'""");
    }

    @Test
    void anExporterWithoutThePasswordIsBlind() {
        Scrape scrape = Scrape.of("""
                # TYPE redis_exporter_last_scrape_error gauge
                redis_exporter_last_scrape_error{err="NOAUTH Authentication required."} 1
                # TYPE redis_up gauge
                redis_up 0
                """);

        Finding finding = ExporterSeesRedis.finding(scrape, "cache-1", CACHE, "redis://localhost:6379");

        assertThat(ExporterSeesRedis.isUp(scrape)).isFalse();
        assertThat(finding.cause()).isEqualTo(RedisCause.EXPORTER_SEES_NO_REDIS);
        assertThat(finding.message()).isEqualTo("""
                        The exporter in pod cache-1 answers, and sees no Redis: redis_up is 0.
                          expected     redis_up 1
                          seen         NOAUTH Authentication required.
                          REDIS_ADDR   redis://localhost:6379   50-cache.dep.yml:1
                          likely       Redis wants a password or user that the exporter does not have
                          look         kubectl -n shop logs cache-1 --all-containers""");
    }

    @Test
    void anExporterThatReportsAOneSees() {
        assertThat(ExporterSeesRedis.isUp(Scrape.of("# TYPE redis_up gauge\nredis_up 1\n")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial tcp [::1]:6380: i/o timeout | REDIS_ADDR is not where Redis listens",
                "dial redis: unknown network redis | Redis refuses it, for a password or user that it does not have, or REDIS_ADDR is not where Redis listens; the exporter has the same words for both",
                "connection refused | REDIS_ADDR is not where Redis listens",
                "lookup cahce: no such host | REDIS_ADDR is not where Redis listens",
                "WRONGPASS invalid username-password pair | Redis wants a password or user that the exporter does not have",
                "NOPERM this user has no permissions | Redis wants a password or user that the exporter does not have",
                "LOADING Redis is loading the dataset in memory | ''",
            })
    void whyAnExporterIsBlindIsReadFromItsError(String error, String likely) {
        Scrape blind = Scrape.of("""
                # TYPE redis_exporter_last_scrape_error gauge
                redis_exporter_last_scrape_error{err="%s"} 1
                # TYPE redis_up gauge
                redis_up 0
                """.formatted(error));

        assertThat(ExporterSeesRedis.finding(blind, "cache-1", CACHE, "redis://localhost:6380")
                        .likely())
                .isEqualTo(likely);
    }

    @Test
    void anExporterThatDoesNotSayWhetherRedisIsUpIsNotSeeing() {
        Scrape without = Scrape.of("# TYPE redis_exporter_build_info gauge\nredis_exporter_build_info 1\n");
        Finding finding = ExporterSeesRedis.finding(without, "cache-1", CACHE, "not set in the environment");

        assertThat(ExporterSeesRedis.isUp(without)).isFalse();
        assertThat(finding.reason())
                .isEqualTo("The exporter in pod cache-1 answers, and sees no Redis: redis_up is not there.");
    }

    @Test
    void anAddressIsShownWithoutItsPassword() {
        assertThat(Exporter.address(component("{name: REDIS_ADDR, value: 'redis://u:hunter2@localhost:6379'}")))
                .isEqualTo("redis://***@localhost:6379");
        assertThat(Exporter.address(component("{name: REDIS_ADDR, valueFrom: {}}")))
                .isEqualTo("not set in the environment");
    }

    private static Component component(String variable) {
        return new Component(
                "cache",
                "shop",
                new Workload(
                        "Deployment",
                        "shop",
                        "cache",
                        Serialization.unmarshal("""
                        spec:
                          containers:
                            - {name: redis, ports: [{containerPort: 6379}]}
                            - {name: exporter, ports: [{containerPort: 9121, name: metrics}], env: [%s]}
                        """.formatted(variable), PodTemplateSpec.class),
                        DEPLOYMENT),
                List.of());
    }

    @Test
    void metricsOfSomethingElseAreNoExportersOfRedis() {
        assertThatExceptionOfType(CheckSkippedException.class)
                .isThrownBy(() -> ExporterSeesRedis.isUp(Scrape.of("# TYPE jvm_threads gauge\njvm_threads 1\n")));
    }

    @Test
    void anExporterOfAnotherRedisShowsBothRunIds() {
        Scrape scrape = Scrape.of("# TYPE redis_instance_info gauge\nredis_instance_info{run_id=\"b\"} 1\n");

        Finding finding = ExporterWatchesThisRedis.finding(
                "a", ExporterWatchesThisRedis.reported(scrape), "cache-1", CACHE, "redis://cache:6379");

        assertThat(finding.cause()).isEqualTo(RedisCause.EXPORTER_WATCHES_ANOTHER_REDIS);
        assertThat(finding.message()).isEqualTo("""
                        The exporter in pod cache-1 watches another Redis than the one beside it.
                          expected     run_id a
                          seen         run_id b
                          REDIS_ADDR   redis://cache:6379   50-cache.dep.yml:1
                          likely       REDIS_ADDR is the name of a Service or another pod; the Redis beside it is at localhost
                          look         kubectl -n shop get deployment/cache -o yaml""");
    }

    @Test
    void anExporterThatNamesNoRunIdCannotBeHeldToIt() {
        assertThatExceptionOfType(CheckSkippedException.class)
                .isThrownBy(() -> ExporterWatchesThisRedis.reported(
                        Scrape.of("# TYPE redis_instance_info gauge\nredis_instance_info{role=\"master\"} 1\n")));
    }

    @Test
    void writesThatAreNotCountedAreNumbered() {
        Finding finding = ExporterCountsCommands.finding(3, "cache-1");

        assertThat(finding.cause()).isEqualTo(RedisCause.EXPORTER_MISCOUNTS);
        assertThat(finding.message()).isEqualTo("""
                Of 20 SETs to the Redis in pod cache-1 its exporter counts 3.
                  expected   redis_commands_total{cmd="set"} to grow by at least 20
                  seen       3
                  likely     what answers shows an older page, or counts something else, or somebody resets Redis' statistics (CONFIG RESETSTAT)""");
    }

    @Test
    void aWordThatMeansTrueAndIsNotTrue() {
        Finding finding = ScrapeTargets.misspelt("Service cache", SERVICE, "yes");

        assertThat(finding.cause()).isEqualTo(Cause.METRICS_ANNOTATION_WRONG);
        assertThat(finding.message()).isEqualTo("""
                Prometheus gets no metrics by the annotations of Service cache: prometheus.io/scrape is "yes".
                  expected    prometheus.io/scrape: "true"
                  seen        prometheus.io/scrape: "yes"
                  annotated   Service cache   50-cache.svc.yml:1
                  likely      Prometheus' usual rule takes the one word true, in small letters""");
    }

    @Test
    void tlsThatNobodySpeaks() {
        Finding finding = new ScrapeTarget(
                        "Service cache",
                        ScrapeTarget.declared(new ScrapeAnnotations(true, 9121, "/metrics", true)),
                        SERVICE,
                        new ScrapeAnnotations(true, 9121, "/metrics", true),
                        "cache-1",
                        "10.42.0.9",
                        List.of(9121))
                .plain(9121);

        assertThat(finding.cause()).isEqualTo(Cause.METRICS_ANNOTATION_WRONG);
        assertThat(finding.message()).isEqualTo("""
                Prometheus gets no metrics of pod cache-1: by what Service cache says it speaks TLS, and port 9121 answers in plain HTTP.
                  expected   the scheme as the exporter has it: http, if nothing is said
                  seen       scheme https
                  declared   prometheus.io/port 9121, path /metrics   50-cache.svc.yml:1
                  likely     the exporter was never given a certificate""");
    }
}
