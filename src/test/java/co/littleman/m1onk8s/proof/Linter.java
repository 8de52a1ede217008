// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tool that reads manifests and nothing else, run with its plain defaults. */
interface Linter {
    ObjectMapper JSON = new ObjectMapper();

    String name();

    List<String> command(List<Path> files);

    /** What it said, read from its answer in JSON. */
    List<Complaint> read(JsonNode answer);

    /** What it said; if it ended in an error and no complaint tells why, its last words are one. */
    default List<Complaint> complaints(ToolRun run) {
        List<Complaint> complaints = new ArrayList<>();
        try {
            complaints.addAll(read(JSON.readTree(run.out())));
        } catch (JsonProcessingException e) {
            // It ends without an answer where it cannot make sense of a file; its words say so.
        }
        if (run.exit() != 0 && complaints.stream().noneMatch(Complaint::serious)) {
            complaints.add(new Complaint("all files", run.lastWords(), "", true));
        }
        return complaints;
    }
}
