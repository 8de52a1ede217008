// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import co.littleman.m1onk8s.drift.Difference.Step;
import co.littleman.m1onk8s.manifest.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Whether every field of a manifest is so on the live object. The live one may have more: defaults, status, what
 * controllers and admission add.
 */
public final class Drift {
    /** Not for users to set, or for nobody to read. */
    private static final Set<String> NOT_OURS = Set.of("apiVersion", "kind", "status", "metadata", "stringData");
    /** Written by tools and controllers, and found in manifests that were exported from a cluster. */
    private static final Set<String> BOOKKEEPING =
            Set.of("kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision");

    private final List<Difference> differences = new ArrayList<>();

    private Drift() {}

    /** Every field that differs; values that may be secret are not in it. */
    public static List<Difference> of(Manifest manifest, JsonNode live) {
        boolean secret = manifest.kind().equals("Secret");
        ObjectNode declared = manifest.object().deepCopy();
        if (secret) {
            encodeStrings(declared);
        }
        Drift drift = new Drift();
        List<String> own = new ArrayList<>();
        declared.fieldNames().forEachRemaining(own::add);
        own.stream()
                .filter(name -> !NOT_OURS.contains(name))
                .forEach(name -> drift.compare(List.of(field(name)), declared.path(name), live.path(name)));
        for (String map : List.of("labels", "annotations")) {
            JsonNode wanted = declared.path("metadata").path(map);
            if (wanted instanceof ObjectNode fields) {
                fields.remove(BOOKKEEPING);
            }
            drift.compare(
                    List.of(field("metadata"), field(map)),
                    wanted,
                    live.path("metadata").path(map));
        }
        return drift.differences.stream()
                .map(one -> Redaction.is(manifest.kind(), one) ? hidden(one) : one)
                .toList();
    }

    /** The API server takes {@code stringData}, and shows it as {@code data}, in Base64 of one line. */
    private static void encodeStrings(ObjectNode secret) {
        ObjectNode data = secret.withObject("/data");
        data.properties()
                .forEach(one ->
                        one.setValue(TextNode.valueOf(one.getValue().asText().replaceAll("\\s", ""))));
        secret.path("stringData")
                .properties()
                .forEach(one -> data.put(
                        one.getKey(),
                        Base64.getEncoder()
                                .encodeToString(one.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }

    private static Difference hidden(Difference one) {
        return new Difference(
                one.path(),
                TextNode.valueOf("(not shown)"),
                one.isGone() ? MissingNode.getInstance() : TextNode.valueOf("(another value)"));
    }

    private void compare(List<Step> path, JsonNode declared, JsonNode live) {
        if (ScalarEquality.isAbsent(declared)) {
            return;
        }
        if (ScalarEquality.isNothing(declared) && ScalarEquality.isAbsent(live)) {
            if (ScalarEquality.meansSomething(path)) {
                differences.add(new Difference(path, declared, live));
            }
        } else if (declared.isObject()) {
            int before = differences.size();
            declared.properties()
                    .forEach(one -> compare(with(path, field(one.getKey())), one.getValue(), live.path(one.getKey())));
            if ((live.isMissingNode() || live.isNull()) && differences.size() > before) {
                differences.subList(before, differences.size()).clear();
                differences.add(new Difference(path, declared, live));
            }
        } else if (declared.isArray()) {
            compareLists(path, declared, live);
        } else if (!ScalarEquality.areSame(path, declared, live)) {
            differences.add(new Difference(path, declared, live));
        }
    }

    private void compareLists(List<Step> path, JsonNode declared, JsonNode live) {
        MergeKey key = MergeKey.of(declared);
        if (key.isNone()) {
            compareInOrder(path, declared, live);
            return;
        }
        for (JsonNode item : declared) {
            JsonNode twin = key.find(item, live);
            compare(with(path, new Step(key.text(item), twin)), item, twin);
        }
    }

    /** A list without keys is one value: another length, or another order, is another value. */
    private void compareInOrder(List<Step> path, JsonNode declared, JsonNode live) {
        if (declared.size() != live.size()) {
            differences.add(new Difference(path, declared, live));
            return;
        }
        int before = differences.size();
        for (int i = 0; i < declared.size(); i++) {
            compare(with(path, new Step(String.valueOf(i), live.path(i))), declared.path(i), live.path(i));
        }
        Difference whole = new Difference(path, declared, live);
        if (differences.size() > before && Redaction.namesAPassword(whole)) {
            // One argument is the value of the one before, and does not tell by itself what it is.
            differences.subList(before, differences.size()).clear();
            differences.add(whole);
        }
    }

    private static Step field(String name) {
        return new Step(name, null);
    }

    private static List<Step> with(List<Step> path, Step step) {
        List<Step> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
