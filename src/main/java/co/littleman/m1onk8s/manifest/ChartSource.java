// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Rendering;
import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Helm chart, rendered by the user's own helm: CRDs first, then all else in the order in which Helm installs it. */
final class ChartSource implements ManifestSource {
    private static final String CHART = "Chart.yaml";
    private static final Pattern NAME = Pattern.compile("^name:\\s*[\"']?([^\\s\"'#]+)", Pattern.MULTILINE);

    /** Of a packed chart, whose name ends in its version. */
    private static final Pattern PACKED = Pattern.compile("(.+?)-v?\\d+\\..*\\.tgz");

    /** Helm puts this comment between documents, and before each document the template that it comes from. */
    private static final Pattern DOCUMENT =
            Pattern.compile("^---[^\\S\\n]*\\n(?:# Source: (?<template>.+)\\n)?", Pattern.MULTILINE);

    private final Path chart;
    private final Rendering rendering;
    private final @Nullable String namespace;
    private final List<String> notes = new ArrayList<>();
    private String command = "";

    /**
     * A chart.
     *
     * @param namespace that it is to be installed into; null if it says so itself
     */
    ChartSource(Path chart, Rendering rendering, @Nullable String namespace) {
        this.chart = chart;
        this.rendering = rendering;
        this.namespace = namespace;
    }

    static boolean isChart(Path path) {
        return Files.isRegularFile(path.resolve(CHART)) || path.toString().endsWith(".tgz");
    }

    @Override
    public String title() {
        return "The Helm chart " + chart;
    }

    @Override
    public List<Text> texts() {
        Tool helm = Tool.find(List.of("helm"), "version", "--short")
                .orElseThrow(() -> new SettingsException(
                        "%s must be rendered, but helm is not on the PATH; install it, or pipe: helm template %s %s | scripts/verify --manifests -"
                                .formatted(title(), release(), chart)));
        List<String> arguments = arguments();
        command = helm.typed(arguments);
        notes.add("rendered by %s (helm %s)".formatted(command, helm.version()));
        return split(helm.output(arguments));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("template", release(), chart.toString(), "--include-crds"));
        option(arguments, "--namespace", namespace);
        rendering.values().forEach(file -> option(arguments, "--values", file.toString()));
        option(arguments, "--set", rendering.set());
        option(arguments, "--kube-version", rendering.kubeVersion());
        return arguments;
    }

    private static void option(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }

    private String release() {
        return Objects.requireNonNullElseGet(rendering.release(), this::name);
    }

    private String name() {
        Matcher packed = PACKED.matcher(String.valueOf(chart.getFileName()));
        if (packed.matches()) {
            return packed.group(1);
        }
        if (Files.isRegularFile(chart)) {
            return String.valueOf(chart.getFileName()).replaceFirst("\\.tgz$", "");
        }
        Path file = chart.resolve(CHART);
        if (Files.isRegularFile(file)) {
            Matcher name = NAME.matcher(FileSource.text(file, file.toString()));
            if (name.find()) {
                return name.group(1);
            }
        }
        throw new SettingsException("%s must have a name in its %s, but has none; name the release with --release."
                .formatted(title(), CHART));
    }

    /** One text for each template, so that a message can name it. */
    private static List<Text> split(String output) {
        List<Text> texts = new ArrayList<>();
        Matcher next = DOCUMENT.matcher(output);
        String template = "output of helm template";
        int begin = 0;
        while (next.find()) {
            texts.add(new Text(template, output.substring(begin, next.start()), true));
            template = Objects.requireNonNullElse(next.group("template"), template);
            begin = next.end();
        }
        texts.add(new Text(template, output.substring(begin), true));
        return texts.stream().filter(text -> !text.content().isBlank()).toList();
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
