package co.littleman.m1onk8s.rollout;

/**
 * What decides how long a bad sign may last before it is believed.
 *
 * @param ownNode a single node of our own: no autoscaler will add room, no other team will add a missing object
 * @param noRegistry no image registry can be reached: pulling again cannot help
 */
public record Circumstances(boolean ownNode, boolean noRegistry) {}
