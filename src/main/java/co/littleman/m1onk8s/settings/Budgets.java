package co.littleman.m1onk8s.settings;

import java.time.Duration;

/** How long the run waits, at most, for what can still get better. */
public record Budgets(Duration cluster, Duration rollout) {}
