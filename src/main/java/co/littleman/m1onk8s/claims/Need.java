package co.littleman.m1onk8s.claims;

/** What a component must have for a claim to be about it at all. */
public enum Need {
    /** A workload in the manifests. */
    WORKLOAD("a workload"),
    /** A Service that leads to it. */
    SERVICE("a Service"),
    /** A container that speaks Redis. */
    REDIS("a Redis"),
    /** A pod inside the cluster that can ask; it runs the image of a Redis of the stack, which has the tools. */
    CLIENT_POD("an image with a shell and getent");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** What is missing, in words. */
    public String words() {
        return words;
    }
}
