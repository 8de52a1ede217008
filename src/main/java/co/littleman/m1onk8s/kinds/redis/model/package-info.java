/** What the manifests and the settings say of a Redis: its role, its ports, its login; and the causes of its findings. */
@NullMarked
package co.littleman.m1onk8s.kinds.redis.model;

import org.jspecify.annotations.NullMarked;
