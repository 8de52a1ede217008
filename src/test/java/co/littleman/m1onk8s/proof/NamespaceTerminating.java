// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The namespace is deleted, and something in it has a finalizer that nobody serves. */
final class NamespaceTerminating implements Action {
    private static final String HOLDER = "held-back";

    @Override
    public void inject(ProofCluster on, String namespace) {
        on.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(HOLDER)
                        .withNamespace(namespace)
                        .withFinalizers("proof.test/nobody-serves-this")
                        .endMetadata()
                        .build())
                .create();
        on.client().namespaces().withName(namespace).delete();
    }

    @Override
    public void undo(ProofCluster on, String namespace) {
        on.client()
                .configMaps()
                .inNamespace(namespace)
                .withName(HOLDER)
                .edit(held -> new ConfigMapBuilder(held)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
    }
}
