// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import java.util.Map;

/**
 * What a client pod is to be.
 *
 * @param image with a shell, getent and what else the questions need
 * @param labels those that network policies ask for
 * @param pullSecrets with which the image is pulled
 * @param apartFrom labels of the pods from whose nodes it keeps away if there is another: most clients are
 *     elsewhere, and what works on the same node alone is broken for them
 */
public record ClientPodRequest(
        String image,
        Map<String, String> labels,
        List<LocalObjectReference> pullSecrets,
        List<Map<String, String>> apartFrom) {
    public ClientPodRequest {
        labels = Map.copyOf(labels);
        pullSecrets = List.copyOf(pullSecrets);
        apartFrom = List.copyOf(apartFrom);
    }
}
