// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.diagnostics;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.CheckFailedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files that show a namespace at the moment of a failure: status of the pods, events, endpoint slices, last log lines.
 * Only names, labels and statuses are taken from objects: specs and annotations may hold secrets.
 */
public final class Evidence {
    private static final int LOG_LINES = 50;

    private final Cluster cluster;
    private final Path directory;
    private final Function<String, @Nullable String> secret;
    private final Map<String, String> unwritten = new ConcurrentHashMap<>();
    private final Set<String> collected = ConcurrentHashMap.newKeySet();

    /**
     * Collects into a directory.
     *
     * @param secret text that must appear in no file, or null
     */
    public Evidence(Cluster cluster, Path directory, @Nullable String secret) {
        this(cluster, directory, namespace -> secret);
    }

    /** As above, with a secret for each namespace. */
    public Evidence(Cluster cluster, Path directory, Function<String, @Nullable String> secret) {
        this.cluster = cluster;
        this.directory = directory;
        this.secret = secret;
    }

    /**
     * Collects what can be had; what cannot is said in its file, and spoils nothing. Does nothing if it was done
     * already.
     *
     * @return a warning, if files could not be written
     */
    public Optional<String> collect(String namespace) {
        return collected.add(namespace) ? collectNow(namespace) : Optional.empty();
    }

    /** As above, and anew if it was done already: what is there now is about to change. */
    public Optional<String> collectNow(String namespace) {
        collected.add(namespace);
        collectAll(namespace);
        return Optional.ofNullable(unwritten.get(namespace))
                .map(why ->
                        "warning:   evidence of namespace %s could not be written (%s); the verdicts stand without it"
                                .formatted(namespace, why));
    }

    private void collectAll(String namespace) {
        write(
                namespace,
                "pods.yml",
                () -> yaml(pods(namespace).stream()
                        .map(pod -> entry(
                                pod.getMetadata().getName(), pod.getMetadata().getLabels(), "status", pod.getStatus()))
                        .toList()));
        write(
                namespace,
                "endpointslices.yml",
                () -> yaml(list("/apis/discovery.k8s.io/v1", namespace, "endpointslices", EndpointSlice.class).stream()
                        .map(slice -> entry(
                                slice.getMetadata().getName(),
                                slice.getMetadata().getLabels(),
                                "endpoints",
                                slice.getEndpoints()))
                        .toList()));
        write(namespace, "events.txt", () -> events(namespace));
        for (Pod pod : quietly(() -> pods(namespace))) {
            for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
                String name = pod.getMetadata().getName() + "." + container.getName();
                write(namespace, name + ".log", () -> log(pod, container, false));
                if (Objects.requireNonNullElse(container.getRestartCount(), 0) > 0) {
                    write(namespace, name + ".previous.log", () -> log(pod, container, true));
                }
            }
        }
    }

    private List<Pod> pods(String namespace) {
        return list("/api/v1", namespace, "pods", Pod.class);
    }

    private String events(String namespace) {
        return list("/api/v1", namespace, "events", Event.class).stream()
                .map(event -> "%s  %-8s %-20s %s/%s  %s"
                        .formatted(
                                event.getLastTimestamp(),
                                event.getType(),
                                event.getReason(),
                                event.getInvolvedObject().getKind(),
                                event.getInvolvedObject().getName(),
                                event.getMessage()))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private <T> List<T> list(String group, String namespace, String plural, Class<T> type) {
        return cluster.get("%s/namespaces/%s/%s".formatted(group, namespace, plural))
                .required("listing " + plural)
                .items(type);
    }

    private String log(Pod pod, ContainerStatus container, boolean previous) {
        return cluster.log(pod, container.getName(), "previous=%s&tailLines=%d".formatted(previous, LOG_LINES));
    }

    private static Map<String, Object> entry(
            String name, @Nullable Map<String, String> labels, String what, @Nullable Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("labels", labels == null ? Map.of() : labels);
        entry.put(what, value == null ? "none" : value);
        return entry;
    }

    private static String yaml(Object value) {
        try {
            return new YAMLMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Pod> quietly(Supplier<List<Pod>> pods) {
        try {
            return pods.get();
        } catch (CheckFailedException e) {
            return List.of();
        }
    }

    private void write(String namespace, String file, Supplier<String> content) {
        String text;
        try {
            text = content.get();
        } catch (CheckFailedException e) {
            text = "could not be read: " + e.finding().seen() + "\n";
        } catch (RuntimeException e) {
            // A verdict must not be lost because an object has a form that nobody thought of.
            text = "could not be written down: " + e + "\n";
        }
        try {
            Path target = directory.resolve(namespace).resolve(file);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            String hidden = secret.apply(namespace);
            Files.writeString(target, hidden == null ? text : text.replace(hidden, "***"));
        } catch (IOException e) {
            // A full disk costs the evidence, but not the verdict.
            unwritten.putIfAbsent(namespace, e.toString());
        }
    }
}
