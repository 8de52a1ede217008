// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the manifests tell a Redis to listen at its pod's own address and nowhere else: by {@code --bind}, or by a
 * {@code bind} line in a mounted ConfigMap. The address is known when the pod starts, so it is named by a variable.
 */
public final class PodIpBinding {
    private static final Pattern ARGUMENT = Pattern.compile("--bind\\s+((?:(?!--)\\S+\\s*)+)");
    private static final Pattern LINE = Pattern.compile("^\\s*bind\\s+(.+)$", Pattern.MULTILINE);

    private static final Pattern HOSTNAME = Pattern.compile("\\$\\(hostname -[iI]\\)|`hostname -[iI]`");
    private static final String BY_HOSTNAME = "HOSTNAME_I";

    private static final Set<String> POD_ADDRESS = Set.of("status.podIP", "status.podIPs");

    private PodIpBinding() {}

    /** True if each address that the Redis is told to listen at is the pod's own. */
    public static boolean isDeclared(RedisComponent redis, List<Manifest> manifests) {
        Workload workload = redis.component().workload();
        if (workload == null || redis.container().isEmpty()) {
            return false;
        }
        PodSpec pod = workload.template().getSpec();
        Set<String> variables = Stream.concat(
                        containers(pod)
                                .flatMap(container -> container.getEnv().stream())
                                .filter(variable -> variable.getValueFrom() != null
                                        && variable.getValueFrom().getFieldRef() != null
                                        && POD_ADDRESS.contains(variable.getValueFrom()
                                                .getFieldRef()
                                                .getFieldPath()))
                                .map(variable -> variable.getName()),
                        Stream.of(BY_HOSTNAME))
                .collect(Collectors.toSet());
        List<String> told = Stream.concat(
                        told(
                                ARGUMENT,
                                RedisContainers.commandLine(redis.container().get())
                                        .collect(Collectors.joining(" "))),
                        configMaps(pod, workload.namespace(), manifests).flatMap(text -> told(LINE, text)))
                .toList();
        return !told.isEmpty() && told.stream().allMatch(addresses -> isOf(variables, addresses));
    }

    private static Stream<String> told(Pattern pattern, String text) {
        return pattern.matcher(HOSTNAME.matcher(text).replaceAll("\\$" + BY_HOSTNAME))
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static boolean isOf(Set<String> variables, String addresses) {
        return Stream.of(addresses.strip().split("[\\s\"']+"))
                .filter(word -> !word.isEmpty())
                .allMatch(word -> word.startsWith("$") && variables.contains(word.replaceAll("[$(){}]", "")));
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream());
    }

    /** What is in the ConfigMaps of a pod's volumes; an init container may have to fill a template there. */
    private static Stream<String> configMaps(PodSpec pod, String namespace, List<Manifest> manifests) {
        Set<String> names = pod.getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .map(volume -> volume.getConfigMap().getName())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return manifests.stream()
                .filter(one -> one.kind().equals("ConfigMap")
                        && namespace.equals(one.namespace())
                        && names.contains(one.name()))
                .flatMap(one -> values(one.object().path("data")));
    }

    private static Stream<String> values(JsonNode data) {
        return data.properties().stream().map(entry -> entry.getValue().asText());
    }
}
