// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.api.ApiClient;
import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.kubeconfig.ClusterConnection;
import co.littleman.m1onk8s.kubeconfig.Credentials;
import co.littleman.m1onk8s.kubeconfig.Kubeconfig;
import co.littleman.m1onk8s.kubeconfig.Proxy;
import co.littleman.m1onk8s.kubeconfig.TokenFile;
import co.littleman.m1onk8s.settings.KubeconfigFiles;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;

/** A cluster that is already there, by an explicit context. Nothing is configured from the surroundings. */
final class ExistingCluster {
    private ExistingCluster() {}

    static Cluster open(Target.Existing target) {
        return cluster(open(target.kubeconfig(), way(target.kubeconfig(), target.context()), false));
    }

    static Cluster open(Target.InCluster target) {
        TokenFile token = new TokenFile(target.account().resolve("token"));
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(target.server())
                .withCaCertFile(target.account().resolve("ca.crt").toString())
                .withOauthTokenProvider(token::token)
                .build();
        Proxy proxy = Proxy.of(URI.create(target.server()), null, System.getenv());
        proxy.addTo(config);
        return cluster(ApiClient.readOnly(new ClusterConnection(
                config, proxy, Credentials.token("the pod's token", token::token, "restart the pod"))));
    }

    /** Its caller answers for it: nothing is withheld. */
    static Cluster open(Target.Own target) {
        KubeconfigFiles kubeconfig = KubeconfigFiles.named(target.kubeconfig());
        return cluster(open(kubeconfig, way(kubeconfig, target.context()), true));
    }

    private static ClusterConnection way(KubeconfigFiles kubeconfig, String context) {
        return Kubeconfig.way(kubeconfig, context, System.getenv());
    }

    /** Certificates and keys are looked at here for the first time. */
    private static ApiClient open(KubeconfigFiles kubeconfig, ClusterConnection way, boolean mayWrite) {
        try {
            return mayWrite ? new ApiClient(way) : ApiClient.readOnly(way);
        } catch (KubernetesClientException e) {
            throw new SettingsException(
                    "%s cannot be used: its certificates and keys do not fit (%s); correct it, or name another with --kubeconfig."
                            .formatted(kubeconfig.inWords(), ApiProblem.said(e)));
        }
    }

    /** A cluster that others run is as ready as it is: what is missing there, the checks will find. */
    private static Cluster cluster(ApiClient api) {
        return new Cluster("existing", "", "", api, () -> {}, () -> {});
    }
}
