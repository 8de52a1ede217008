// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.settings.KubeconfigFiles;
import co.littleman.m1onk8s.settings.SettingsException;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kubeconfigs name, each with the file that it is in. */
final class KubeconfigEntries {
    private final Map<Path, Config> contents = new LinkedHashMap<>();

    /**
     * Reads them all.
     *
     * @throws SettingsException if one of them cannot be read
     */
    KubeconfigEntries(KubeconfigFiles files) {
        boolean alone = files.files().size() == 1;
        files.files().forEach(file -> contents.put(file, read(file, alone)));
    }

    /**
     * An entry.
     *
     * @param file to which paths in it are relative
     */
    record Found<T>(Path file, T content) {}

    /** Null if there is none. */
    @Nullable
    Found<Context> context(String name) {
        return find(Config::getContexts, NamedContext::getName, name, NamedContext::getContext);
    }

    /** Null if there is none. */
    @Nullable
    Found<Cluster> cluster(@Nullable String name) {
        return find(Config::getClusters, NamedCluster::getName, name, NamedCluster::getCluster);
    }

    /** Null if there is none. */
    @Nullable
    Found<AuthInfo> user(@Nullable String name) {
        return find(Config::getUsers, NamedAuthInfo::getName, name, NamedAuthInfo::getUser);
    }

    /** The names of all contexts, or {@code none}. */
    String contexts() {
        String names = contents.values().stream()
                .flatMap(content -> all(content.getContexts()))
                .map(NamedContext::getName)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private <N, T> @Nullable Found<T> find(
            Function<Config, @Nullable List<N>> list,
            Function<N, @Nullable String> name,
            @Nullable String wanted,
            Function<N, @Nullable T> content) {
        for (Map.Entry<Path, Config> one : contents.entrySet()) {
            for (N named : all(list.apply(one.getValue())).toList()) {
                T found = content.apply(named);
                if (wanted != null && wanted.equals(name.apply(named)) && found != null) {
                    return new Found<>(one.getKey(), found);
                }
            }
        }
        return null;
    }

    private static <N> Stream<N> all(@Nullable List<N> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static Config read(Path file, boolean alone) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw cannotBeRead(file, why(e));
        }
        if (text.isBlank()) {
            if (!alone) {
                return new Config();
            }
            throw new SettingsException("The kubeconfig %s is empty; name another with --kubeconfig.".formatted(file));
        }
        try {
            return KubeConfigUtils.parseConfigFromString(text);
        } catch (RuntimeException e) {
            // The parser's own, of YAML's, and fabric8's around them: none has words for people.
            throw cannotBeRead(file, "it is no kubeconfig");
        }
    }

    /** In words: the system's own are not for everybody. */
    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof CharacterCodingException ? "it is not text" : String.valueOf(e.getMessage());
    }

    private static SettingsException cannotBeRead(Path file, String why) {
        return new SettingsException(
                "The kubeconfig %s cannot be read (%s); name another with --kubeconfig.".formatted(file, why));
    }
}
