// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that a pod names and that is not there, or a key that is not in it, as Kubernetes' own messages tell.
 *
 * @param key that is not in the object; empty if the object itself is missing
 */
record MissingObject(String kind, String name, String key) {
    private static final Map<String, String> KINDS = Map.of(
            "secret", "Secret",
            "configmap", "ConfigMap",
            "serviceaccount", "ServiceAccount",
            "persistentvolumeclaim", "PersistentVolumeClaim");

    /** Such as {@code configmap "conf" not found}, in every kind of message. */
    private static final Pattern OBJECT =
            Pattern.compile("\\b(secret|configmap|serviceaccount|persistentvolumeclaim) \"([^\"]+)\" not found");

    /** Of an environment variable: {@code couldn't find key password in Secret shop/cache}. */
    private static final Pattern KEY_OF_VARIABLE =
            Pattern.compile("couldn't find key (\\S+) in (Secret|ConfigMap) [^/\\s]+/(\\S+)");

    /** Of a volume, without the object's name: {@code references non-existent secret key: password}. */
    private static final Pattern KEY_OF_VOLUME =
            Pattern.compile("volume \"([^\"]+)\" : .*references non-existent (secret|config) key: ([^\\s,\\]]+)");

    /** What a message says is missing; empty if it speaks of something else. */
    static Optional<MissingObject> in(String message, Pod pod) {
        Matcher object = OBJECT.matcher(message);
        if (object.find()) {
            return Optional.of(new MissingObject(KINDS.getOrDefault(object.group(1), ""), object.group(2), ""));
        }
        Matcher variable = KEY_OF_VARIABLE.matcher(message);
        if (variable.find()) {
            return Optional.of(new MissingObject(variable.group(2), variable.group(3), variable.group(1)));
        }
        Matcher volume = KEY_OF_VOLUME.matcher(message);
        if (volume.find()) {
            String kind = volume.group(2).equals("secret") ? "Secret" : "ConfigMap";
            return Optional.of(
                    new MissingObject(kind, source(pod, volume.group(1), kind, volume.group(3)), volume.group(3)));
        }
        return Optional.empty();
    }

    /** As above, of a message that is not about one pod. */
    static Optional<MissingObject> in(String message) {
        return in(message, new Pod());
    }

    private static String source(Pod pod, String volume, String kind, String key) {
        List<Volume> volumes = pod.getSpec() == null ? List.of() : pod.getSpec().getVolumes();
        return volumes.stream()
                .filter(one -> one.getName().equals(volume))
                .flatMap(one -> source(one, kind, key).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> source(Volume volume, String kind, String key) {
        boolean secret = kind.equals("Secret");
        if (secret && volume.getSecret() != null) {
            return Optional.ofNullable(volume.getSecret().getSecretName());
        }
        if (!secret && volume.getConfigMap() != null) {
            return Optional.ofNullable(volume.getConfigMap().getName());
        }
        if (volume.getProjected() == null) {
            return Optional.empty();
        }
        return volume.getProjected().getSources().stream()
                .flatMap(source -> secret
                        ? Optional.ofNullable(source.getSecret())
                                .filter(one -> asks(one.getItems(), key))
                                .map(one -> one.getName())
                                .stream()
                        : Optional.ofNullable(source.getConfigMap())
                                .filter(one -> asks(one.getItems(), key))
                                .map(one -> one.getName())
                                .stream())
                .findFirst();
    }

    private static boolean asks(List<KeyToPath> items, String key) {
        return items.stream().anyMatch(item -> key.equals(item.getKey()));
    }

    /** Such as {@code Secret cache}, or {@code key password of Secret cache}. */
    String words() {
        String object = name.isEmpty() ? "a " + kind : kind + " " + name;
        return key.isEmpty() ? object : "key %s of %s".formatted(key, object);
    }

    /** The command that shows what there is. */
    String look(String namespace) {
        String kindWord = kind.toLowerCase(java.util.Locale.ROOT);
        if (name.isEmpty() || key.isEmpty()) {
            return "kubectl -n %s get %s".formatted(namespace, kindWord);
        }
        return "kubectl -n %s describe %s %s   # lists its keys".formatted(namespace, kindWord, name);
    }
}
