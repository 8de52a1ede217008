// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How kubectl is typed so that it asks the cluster of a run about the manifests of that run. By itself it asks
 * whichever cluster the reader used last, and some of the commands that a finding shows change things.
 */
public final class Kubectl {
    /** Of a kept cluster, in the directory of the report. */
    public static final String KEPT_KUBECONFIG = "kubeconfig";

    private static final String PLAIN = "kubectl";

    /** As a command, and not in the name of something. */
    private static final Pattern COMMAND = Pattern.compile("(?<![^\\s;|&('])kubectl(?= )");

    /** A manifest, which findings call by its name. */
    private static final Pattern FILE = Pattern.compile("(?<= -f )[^\\s/]+\\.(?:ya?ml|json)\\b");

    /** The whole of what findings call it if it is no file of the user's. */
    private static final Pattern INPUT = Pattern.compile("(?<= -f )\\S.*?(?=$|   #)");

    private final String command;
    private final Path manifests;
    private final String source;

    private Kubectl(String command, Path manifests, String source) {
        this.command = command;
        this.manifests = manifests;
        this.source = source;
    }

    /** For a run on files of manifests: plain if the reader has to know the way himself. */
    public static Kubectl of(Settings settings) {
        return of(settings, "");
    }

    /**
     * As above, for a run on what a command writes.
     *
     * @param source that command; empty if the manifests are files
     */
    public static Kubectl of(Settings settings, String source) {
        return new Kubectl(command(settings), settings.manifests(), source);
    }

    /** A step in the words of a finding, as it is to be typed. */
    public String typed(String step) {
        String commands = COMMAND.matcher(step).replaceAll(Matcher.quoteReplacement(command));
        if (isFile()) {
            return FILE.matcher(commands).replaceAll(this::path);
        }
        String fromInput = INPUT.matcher(commands).replaceAll("-");
        return fromInput.equals(commands) ? commands : (source.isEmpty() ? "…" : source) + " | " + fromInput;
    }

    private boolean isFile() {
        return source.isEmpty() && !manifests.equals(Settings.STANDARD_INPUT);
    }

    private String path(MatchResult file) {
        Path path = Files.isDirectory(manifests) ? manifests.resolve(file.group()) : manifests;
        return Matcher.quoteReplacement(ShellWord.of(path.toString()));
    }

    private static String command(Settings settings) {
        Target target = settings.target();
        if (target instanceof Target.Existing existing) {
            KubeconfigFiles files = existing.kubeconfig();
            String file = files.named() ? option("kubeconfig", files.files().get(0)) : "";
            return PLAIN + file + option("context", existing.context());
        }
        if (target instanceof Target.Ephemeral ephemeral && ephemeral.keep()) {
            return PLAIN + option("kubeconfig", settings.report().resolve(KEPT_KUBECONFIG));
        }
        return PLAIN;
    }

    private static String option(String flag, Object value) {
        return " --%s %s".formatted(flag, ShellWord.of(value.toString()));
    }
}
