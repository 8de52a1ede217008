package co.littleman.m1onk8s.settings;

/**
 * Settings or files that cannot be read: found before any request, ends the run with exit code 2. The message is one
 * sentence that names the thing, the rule and the next step.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    static SettingsException of(Knob knob, String value, String rule) {
        return new SettingsException("%s is '%s', but %s".formatted(knob.flag(), value, rule));
    }
}
