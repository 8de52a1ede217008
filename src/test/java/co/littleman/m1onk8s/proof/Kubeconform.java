// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * kubeconform, which holds manifests against JSON schemas.
 *
 * @param schemas what {@link Schemas} wrote; its own are on a site that this machine may not reach
 */
record Kubeconform(Path program, Path schemas) implements Linter {
    @Override
    public String name() {
        return "kubeconform";
    }

    @Override
    public List<String> command(List<Path> files) {
        return Stream.concat(
                        Stream.of(
                                program.toString(),
                                "-output",
                                "json",
                                "-schema-location",
                                schemas.resolve(Schemas.TEMPLATE).toString()),
                        files.stream().map(Path::toString))
                .toList();
    }

    @Override
    public List<Complaint> read(JsonNode answer) {
        List<Complaint> complaints = new ArrayList<>();
        for (JsonNode resource : answer.path("resources")) {
            complaints.addAll(complaints(resource));
        }
        return complaints;
    }

    private static List<Complaint> complaints(JsonNode resource) {
        String kind = resource.path("kind").asText();
        String about = kind.isEmpty()
                ? resource.path("filename").asText()
                : kind + "/" + resource.path("name").asText();
        String message = resource.path("msg").asText();
        if (message.startsWith("could not find schema")) {
            String missing =
                    "no schema of %s %s".formatted(resource.path("version").asText(), kind);
            return List.of(new Complaint(about, missing, message, true));
        }
        List<Complaint> complaints = new ArrayList<>();
        for (JsonNode error : resource.path("validationErrors")) {
            complaints.add(new Complaint(
                    about,
                    "%s: %s"
                            .formatted(
                                    error.path("path").asText(),
                                    error.path("msg").asText()),
                    "",
                    true));
        }
        return complaints.isEmpty() ? List.of(new Complaint(about, message, "", true)) : complaints;
    }
}
