// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory for Kustomize, rendered by the user's own kustomize or kubectl; the objects stay in its order. */
final class KustomizeSource implements ManifestSource {
    /** The names that Kustomize itself looks for. */
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Path directory;
    private final List<String> notes = new ArrayList<>();
    private String command = "";

    KustomizeSource(Path directory) {
        this.directory = directory;
    }

    static boolean isKustomization(Path directory) {
        return NAMES.stream().map(directory::resolve).anyMatch(Files::isRegularFile);
    }

    @Override
    public String title() {
        return "The Kustomize directory " + directory;
    }

    @Override
    public List<Text> texts() {
        Tool tool = Stream.of(List.of("kustomize", "build"), List.of("kubectl", "kustomize"))
                .flatMap(name -> find(name).stream())
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        "%s must be rendered, but neither kustomize nor kubectl is on the PATH; install one of them, or pipe: kustomize build %s | scripts/verify --manifests -"
                                .formatted(title(), directory)));
        List<String> arguments = List.of(directory.toString());
        command = tool.typed(arguments);
        notes.add("rendered by %s (%s)".formatted(command, tool.version()));
        return List.of(new Text("output of " + command, tool.output(arguments)));
    }

    private static Optional<Tool> find(List<String> name) {
        return name.get(0).equals("kubectl") ? Tool.find(name, "version", "--client") : Tool.find(name, "version");
    }

    @Override
    public String command() {
        return command;
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
