// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @Test
    void aRowThatIsSlowSaysWhyOrIsAskedTo() throws JsonProcessingException {
        Table table = new Table(
                List.of(row("quick", "9.9"), row("explained", "12.3"), row("unexplained", "30"), row("good", "null")),
                List.of(),
                0);

        assertThat(table.slow(Map.of(
                        "explained", JSON.readValue("{\"what\": \"x\", \"slow\": \"it takes its time.\"}", Case.class),
                        "unexplained", JSON.readValue("{\"what\": \"x\"}", Case.class))))
                .containsExactly(
                        "unexplained, 30.0 s: no reason is given; name it in the fault's file (slow), or make it faster",
                        "explained, 12.3 s: it takes its time.");
    }

    @Test
    void aToolThatIsNotAskedOfTheFirstRowHasAColumnAllTheSame() throws JsonProcessingException {
        String row = "{\"name\": \"%s\", \"kind\": \"good\", \"what\": \"x\", \"differences\": [], \"peers\": [%s]}";
        String peer = "{\"peer\": \"%s\", \"answer\": \"SILENT\", \"says\": \"\"}";
        Table table = new Table(
                List.of(
                        JSON.readValue(row.formatted("a", peer.formatted("lint")), Row.class),
                        JSON.readValue(
                                row.formatted("b", peer.formatted("lint") + "," + peer.formatted("hand")), Row.class)),
                List.of(),
                0);

        assertThat(table.markdown())
                .contains("| good variant | verdict | lint | hand |", "| `a` x | green | silent |  |");
    }

    private static Row row(String name, String seconds) throws JsonProcessingException {
        return JSON.readValue("{\"name\": \"%s\", \"seconds\": %s}".formatted(name, seconds), Row.class);
    }
}
