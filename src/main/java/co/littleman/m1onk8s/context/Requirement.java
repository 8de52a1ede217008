// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.RedisRole;
import co.littleman.m1onk8s.stack.Stack;

/** What a component must have for a check to be about it at all. Read from the manifests, before anything is asked. */
public enum Requirement {
    WORKLOAD("a workload") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.workload() != null;
        }
    },
    SERVICE("a Service") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return !component.services().isEmpty();
        }
    },
    REDIS("a Redis") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.redisContainer().isPresent();
        }
    },
    /** A Redis whose labels say what it is for: what it must do is not the same for each. */
    ROLE("a Redis with a known role label") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.role().isPresent();
        }
    },
    /** A Redis that holds Magento's cache, with its tags. */
    TAGGED_CACHE("a Redis that is Magento's cache") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.role().filter(RedisRole::keepsTags).isPresent();
        }
    },
    /** A Redis whose clients run Lua scripts. */
    LUA("a Redis whose clients run Lua") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.role().filter(RedisRole::runsLua).isPresent();
        }
    },
    EXPORTER("a metrics exporter beside Redis") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return component.metricsContainer().isPresent();
        }
    },
    /** A pod inside the cluster that can ask: the image of a Redis of the stack has the tools. */
    CLIENT_POD("an image with a shell and getent") {
        @Override
        public boolean isMet(Component component, Stack stack, Scope scope) {
            return scope.clientImage() != null
                    || stack.components().stream()
                            .anyMatch(other -> other.namespace().equals(component.namespace())
                                    && other.redisContainer().isPresent());
        }
    };

    private final String words;

    Requirement(String words) {
        this.words = words;
    }

    /** True if the check is about this component. */
    public abstract boolean isMet(Component component, Stack stack, Scope scope);

    /** What is missing, in words. */
    public String words() {
        return words;
    }
}
