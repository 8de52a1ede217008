// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.stack.Component;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which components did not survive what a check did to them: the next check that disrupts them asks. */
public final class Disruptions {
    private final Map<Component, String> broken = new ConcurrentHashMap<>();
    private final Set<Component> givenUp = ConcurrentHashMap.newKeySet();

    /** Records that a component did not survive what a check did to it. */
    public void broken(Component component, String check) {
        broken.putIfAbsent(component, check);
    }

    /** The first check whose disruption a component did not survive. */
    public Optional<String> brokenBy(Component component) {
        return Optional.ofNullable(broken.get(component));
    }

    /** Records that it is ready again: the next check need not watch it first. */
    public void recovered(Component component) {
        broken.remove(component);
    }

    /** Records that it was waited for and did not become ready again. */
    public void giveUp(Component component) {
        givenUp.add(component);
    }

    /** True if it was waited for and did not become ready again. */
    public boolean isGivenUp(Component component) {
        return givenUp.contains(component);
    }
}
