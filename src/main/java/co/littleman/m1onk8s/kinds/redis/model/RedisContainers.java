// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.ImageName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The containers of a component that run Redis. The first is told by its port: 6379, or any that is named redis. A pod
 * that has such a one may have others, on ports and with names of their own: they are told by the program that they run.
 */
final class RedisContainers {
    static final int REDIS_PORT = 6379;

    /** Redis, and those that came of it and speak as it does. */
    private static final Pattern PROGRAM = Pattern.compile("(.*/)?(redis|valkey|keydb)-server");

    /** The same in a script of a shell. */
    private static final Pattern SCRIPT =
            Pattern.compile("(.*[/\\s;&])?(redis|valkey|keydb)-server\\s.*", Pattern.DOTALL);

    /** So far from the first word a program stands behind an entry point or an init that starts it. */
    private static final int WORDS = 3;

    private static final Pattern IMAGE = Pattern.compile("(^|.*/)(redis|valkey|keydb)");

    private RedisContainers() {}

    /** All of them; empty if the component has no workload, or one without Redis. */
    static List<Container> of(Component component) {
        List<Container> all = Optional.ofNullable(component.workload()).stream()
                .flatMap(workload -> workload.containers().stream())
                .toList();
        List<Container> byPort = all.stream().filter(RedisContainers::isByPort).toList();
        if (byPort.isEmpty()) {
            return List.of();
        }
        Container first =
                byPort.stream().filter(RedisContainers::isByProgram).findFirst().orElse(byPort.get(0));
        List<Container> found = new ArrayList<>(List.of(first));
        // The containers of a pod share its ports: what declares the port of another one does not listen there.
        Set<Integer> taken = new HashSet<>(Set.of(number(first)));
        all.stream()
                .filter(container -> !container.equals(first) && isByProgram(container))
                .filter(container -> taken.add(number(container)))
                .forEach(found::add);
        return List.copyOf(found);
    }

    private static int number(Container redis) {
        return ports(redis).findFirst().orElseThrow().getContainerPort();
    }

    /** The ports on which clients reach the Redis of such a container. */
    static Stream<ContainerPort> ports(Container redis) {
        return isByPort(redis)
                ? redis.getPorts().stream().filter(RedisContainers::isRedis)
                : redis.getPorts().stream().limit(1);
    }

    /** The words of its command and arguments. */
    static Stream<String> commandLine(Container container) {
        return Stream.concat(container.getCommand().stream(), container.getArgs().stream());
    }

    private static boolean isByPort(Container container) {
        return container.getPorts().stream().anyMatch(RedisContainers::isRedis);
    }

    private static boolean isByProgram(Container container) {
        return !container.getPorts().isEmpty()
                && (commandLine(container)
                                .limit(WORDS)
                                .anyMatch(word -> PROGRAM.matcher(word).matches()
                                        || SCRIPT.matcher(word).matches())
                        || isByImage(container));
    }

    /** Its image's own entry point starts Redis, unless its first argument is another program. */
    private static boolean isByImage(Container container) {
        return container.getCommand().isEmpty()
                && container.getArgs().stream()
                        .limit(1)
                        .allMatch(word -> word.startsWith("-") || word.endsWith(".conf"))
                && container.getImage() != null
                && IMAGE.matcher(ImageName.of(container.getImage()).repository())
                        .matches();
    }

    private static boolean isRedis(ContainerPort port) {
        return "redis".equals(port.getName()) || Integer.valueOf(REDIS_PORT).equals(port.getContainerPort());
    }
}
