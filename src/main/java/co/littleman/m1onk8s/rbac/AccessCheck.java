package co.littleman.m1onk8s.rbac;

/** Whether we may do something on the cluster. */
@FunctionalInterface
interface AccessCheck {
    /** True where all of the right's verbs are allowed. */
    boolean may(Permission right);
}
