// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas in docs/schemas, held against the files that they describe. */
class JsonSchemasTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final RunFacts RUN = new RunFacts(
            "1a2b3c4d",
            "2026-11-23T14:05:40Z",
            12.5,
            "FAIL",
            ClusterFacts.NONE,
            List.of("50-cache.dep.yml"),
            Map.of("cluster", 6.07),
            42,
            7,
            List.of(new NamespaceChanges("shop", List.of(), List.of(), List.of(), List.of(), List.of("secrets"))),
            Map.of("http", 5));

    @Test
    void whatARunWritesIsAsItsSchemaSays(@TempDir Path directory) throws IOException {
        new ReportDirectory(directory)
                .write(new Result(
                        Result.SCHEMA_VERSION,
                        RUN,
                        List.of(
                                Verdict.pass("images-pinned", "cache", "", 1, 0),
                                Verdict.notPassed(
                                        "redis-answers-ping",
                                        "cache",
                                        Finding.of(RedisCause.REDIS_NOAUTH, "Redis refuses PING.")
                                                .detail("pod", "cache-1"),
                                        1,
                                        0),
                                Verdict.skipped(
                                        "redis-is-master",
                                        "web",
                                        new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis")))));
        JsonNode written =
                new JsonMapper().readTree(directory.resolve("verdicts.json").toFile());

        assertThat(errors("verdicts", written)).isEmpty();
        ((ObjectNode) written.path("verdicts").get(1)).remove("finding");
        assertThat(errors("verdicts", written)).isNotEmpty();
    }

    @Test
    void everyReasonOfASkipIsInTheSchema() throws IOException {
        JsonNode reasons = new JsonMapper()
                .readTree(Path.of("docs/schemas/verdicts.schema.json").toFile())
                .at("/$defs/verdict/properties/skip/properties/reason/enum");

        assertThat(reasons)
                .map(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SkipReason.values()).map(SkipReason::word).toList());
    }

    @Test
    void everyFaultAndGoodVariantIsAsItsSchemaSays() throws IOException {
        for (String directory : List.of("faults", "good")) {
            try (Stream<Path> files = Files.list(Path.of("src/test/resources", directory))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".yml")).toList()) {
                    assertThat(errors("fault", YAML.readTree(file.toFile())))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void theExampleOfTheTeamsFileIsAsItsSchemaSays() throws IOException {
        String page = Files.readString(Path.of("docs/settings.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);

        assertThat(errors("verify", YAML.readTree(example.substring(0, example.indexOf("```")))))
                .isEmpty();
    }

    @Test
    void theSchemaOfTheTeamsFileHasEveryOptionThatMayStandThere() throws IOException {
        JsonNode properties = new JsonMapper()
                .readTree(Path.of("docs/schemas/verify.schema.json").toFile())
                .path("properties");
        List<String> keys = new ArrayList<>(List.of("clusters", "waivers"));
        Options.all().stream().filter(Option::isInFile).map(Option::key).forEach(keys::add);

        assertThat(properties.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollout-timeout: \"90\"",
                "redis-tls: yes please",
                "rollout-timeuot: 90",
                "clusters: [{name: staging, level: probe}]",
                "waivers: [{check: logs-clean, until: 2027-01-31}]",
                "check: [1]"
            })
    void whatTheToolRefusesTheSchemaRefuses(String text) throws IOException {
        assertThat(errors("verify", YAML.readTree(text))).isNotEmpty();
    }

    private static List<Error> errors(String name, JsonNode node) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/schemas", name + ".schema.json")), InputFormat.JSON);
        return schema.validate(node.toString(), InputFormat.JSON);
    }
}
