package co.littleman.m1onk8s.stack;

import io.fabric8.kubernetes.client.utils.Serialization;

/** What a test writes in YAML. */
public final class Written {
    private Written() {}

    /** The text as an object; fabric8 takes what begins with a brace for JSON. */
    public static <T> T yaml(String text, Class<T> type) {
        return Serialization.unmarshal("---\n" + text, type);
    }
}
