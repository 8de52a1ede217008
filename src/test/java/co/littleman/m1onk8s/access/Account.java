// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** A ServiceAccount, who may do what its roles say and no more. */
public record Account(String namespace, String name) {
    private static final long TOKEN_SECONDS = 3_600;

    /** As the API server calls it. */
    public String user() {
        return "system:serviceaccount:%s:%s".formatted(namespace, name);
    }

    /** A new token, good for an hour. */
    public String token(KubernetesClient admin) {
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** A kubeconfig with a new token in the place of whoever is in that of an administrator. */
    public String kubeconfig(KubernetesClient admin, String adminKubeconfig) {
        Config config = Serialization.unmarshal(adminKubeconfig, Config.class);
        String token = token(admin);
        config.getUsers()
                .forEach(user ->
                        user.setUser(new AuthInfoBuilder().withToken(token).build()));
        return Serialization.asYaml(config);
    }
}
