// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** kube-score, which judges manifests by rules of good practice. */
record KubeScore(Path program) implements Linter {
    /** The grades of its source; the exit code is 1 from CRITICAL on. */
    private static final int CRITICAL = 1;

    private static final int WARNING = 5;

    @Override
    public String name() {
        return "kube-score";
    }

    @Override
    public List<String> command(List<Path> files) {
        return Stream.concat(
                        Stream.of(program.toString(), "score", "--output-format", "json"),
                        files.stream().map(Path::toString))
                .toList();
    }

    @Override
    public List<Complaint> read(JsonNode answer) {
        List<Complaint> complaints = new ArrayList<>();
        for (JsonNode object : answer) {
            for (JsonNode check : object.path("checks")) {
                int grade = check.path("grade").asInt();
                if (!check.path("skipped").asBoolean() && grade <= WARNING) {
                    complaints.addAll(complaints(object, check, grade <= CRITICAL));
                }
            }
        }
        return complaints;
    }

    private static List<Complaint> complaints(JsonNode object, JsonNode check, boolean serious) {
        String about = "%s/%s"
                .formatted(
                        object.path("type_meta").path("kind").asText(),
                        object.path("object_meta").path("name").asText());
        String id = check.path("check").path("id").asText();
        List<Complaint> complaints = new ArrayList<>();
        for (JsonNode comment : check.path("comments")) {
            complaints.add(new Complaint(about, id, comment.path("summary").asText(), serious));
        }
        return complaints.isEmpty() ? List.of(new Complaint(about, id, "", serious)) : complaints;
    }
}
