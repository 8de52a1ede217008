// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the options about a chart. */
final class RenderingReader {
    /** As Helm demands it: a name of DNS of at most 53 characters. */
    private static final String RELEASE = "[a-z0-9]([-.a-z0-9]{0,51}[a-z0-9])?";

    private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+(\\.\\d+)?)");
    private static final Pattern IN_TAG = Pattern.compile("(?<=:)v?(\\d+\\.\\d+\\.\\d+)");

    private final OptionValues options;

    RenderingReader(OptionValues options) {
        this.options = options;
    }

    Rendering read(Target target) {
        return new Rendering(
                values(), options.text(Options.SET), release(), kubeVersion(target), options.isOn(Options.HOOKS));
    }

    private List<Path> values() {
        List<Path> files = new ArrayList<>();
        for (String name : options.list(Options.VALUES)) {
            Path file = options.path(Options.VALUES, name);
            if (!Files.isReadable(file)) {
                throw options.mustBe(
                        Options.VALUES,
                        "files that can be read",
                        file.toString(),
                        "correct the path or its permissions");
            }
            files.add(file);
        }
        return files;
    }

    private @Nullable String release() {
        String name = options.text(Options.RELEASE);
        if (name != null && !name.matches(RELEASE)) {
            throw options.mustBe(
                    Options.RELEASE,
                    "the name of a release (at most 53 lower-case letters, digits, hyphens and dots)",
                    name,
                    "write for example shop");
        }
        return name;
    }

    /** A node image says its version in its tag. */
    private @Nullable String kubeVersion(Target target) {
        String version = options.text(Options.KUBE_VERSION);
        if (version != null) {
            Matcher number = VERSION.matcher(version);
            if (!number.matches()) {
                throw options.mustBe(
                        Options.KUBE_VERSION, "a version of Kubernetes", version, "write for example 1.34.4");
            }
            return number.group(1);
        }
        if (target instanceof Target.Ephemeral ephemeral) {
            Matcher tag = IN_TAG.matcher(ephemeral.nodeImage());
            return tag.find() ? tag.group(1) : null;
        }
        return null;
    }
}
