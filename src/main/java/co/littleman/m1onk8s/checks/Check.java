// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;

/** One promise of the stack, with a verdict of its own. */
public sealed interface Check {
    /** What the check says, what it touches, and what it depends on. */
    CheckInfo info();

    /** The id of its terms. */
    default String id() {
        return info().id();
    }

    /**
     * The rights in one namespace of the stack that the check needs beside those that every run at its level has. The
     * run does not begin without them; a request of the check that neither these nor the level allow is not sent.
     */
    default List<Permission> permissions(String namespace) {
        return List.of();
    }

    /** A check about the stack as a whole. */
    non-sealed interface OfStack extends Check {
        /** False if nothing in the stack is what the check is about: it is planned only if it is asked for by name. */
        default boolean concerns(Stack stack) {
            return true;
        }

        /**
         * Returns if the check holds.
         *
         * @throws co.littleman.m1onk8s.result.CheckFailedException if it does not, or cannot be judged
         */
        void check(RunContext it);
    }

    /** A check about each component. */
    non-sealed interface OfComponent extends Check {
        /** False if the component has nothing that the check is about: it is planned only if it is asked for by name. */
        default boolean concerns(Component component) {
            return true;
        }

        /**
         * Returns if the check holds.
         *
         * @throws co.littleman.m1onk8s.result.CheckFailedException if it does not, or cannot be judged
         */
        void check(ComponentContext it);
    }
}
