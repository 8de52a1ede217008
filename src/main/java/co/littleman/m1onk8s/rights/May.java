package co.littleman.m1onk8s.rights;

/** Whether we may do something on the cluster. */
@FunctionalInterface
interface May {
    /** True where all of the right's verbs are allowed. */
    boolean may(Right right);
}
