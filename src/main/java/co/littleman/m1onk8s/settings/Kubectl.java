package co.littleman.m1onk8s.settings;

/**
 * How kubectl is typed so that it asks the cluster of a run. By itself it asks whichever cluster the reader used last, and
 * some of the commands that a finding shows change things.
 */
public final class Kubectl {
    /** Of a kept cluster, in the directory of the report. */
    public static final String KEPT_KUBECONFIG = "kubeconfig";

    private static final String PLAIN = "kubectl";

    private Kubectl() {}

    /** Such as {@code kubectl --context staging}; plain where the reader has to know the way himself. */
    public static String of(Settings settings) {
        Target target = settings.target();
        if (target instanceof Target.Existing existing) {
            KubeconfigFiles files = existing.kubeconfig();
            String file = files.named()
                    ? option("kubeconfig", String.valueOf(files.files().get(0)))
                    : "";
            return PLAIN + file + option("context", existing.context());
        }
        if (target instanceof Target.Ephemeral ephemeral && ephemeral.keep()) {
            return PLAIN
                    + option(
                            "kubeconfig",
                            settings.report().resolve(KEPT_KUBECONFIG).toString());
        }
        return PLAIN;
    }

    private static String option(String flag, String value) {
        return " --%s %s".formatted(flag, ShellWord.of(value));
    }
}
