// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that is too long for every run. It runs in one of four, as {@link Rota} says. */
@Tag("soak")
@ExtendWith(SoakTurn.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Soak {
    /** From 1 to 4, chosen so that the four take about as long as each other. */
    int quarter();
}
