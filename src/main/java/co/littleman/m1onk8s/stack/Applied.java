package co.littleman.m1onk8s.stack;

/** What an apply did to one object. */
public record Applied(Manifest manifest, Change change) {}
