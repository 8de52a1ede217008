// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves out the soak tests whose turn it is not. */
final class SoakTurn implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Rota rota = Rota.of(context.getConfigurationParameter(Rota.PROPERTY).orElse(null));
        return AnnotationSupport.findAnnotation(context.getElement(), Soak.class)
                .filter(soak -> !rota.has(soak.quarter()))
                .map(soak -> ConditionEvaluationResult.disabled(
                        "soak: it is in quarter %d, and this run takes %s".formatted(soak.quarter(), rota)))
                .orElse(ConditionEvaluationResult.enabled("its turn"));
    }
}
