// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Listens to the warnings that the API server gives anyway. */
public final class ApisCurrent implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "apis-current",
                    Level.OBSERVE,
                    "The API server calls no API version of the manifests deprecated.",
                    "The next upgrade of the cluster may not serve the manifest any more.")
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        ManifestFindings.none(it.stack().manifests().stream()
                .flatMap(manifest ->
                        deprecated(manifest, it.live().reply(manifest).warnings()).stream())
                .toList());
    }

    /**
     * Kubernetes' own words are "v1 Endpoints is deprecated in v1.33+"; a warning of another kind is not about this.
     */
    static Optional<Finding> deprecated(Manifest manifest, List<String> warnings) {
        return warnings.stream()
                .filter(warning -> warning.toLowerCase(Locale.ROOT).contains("deprecated"))
                .findFirst()
                .map(warning -> Finding.of(
                                Cause.API_DEPRECATED,
                                "%s: %s in %s is deprecated."
                                        .formatted(manifest.file(), manifest.kind(), manifest.apiVersion()))
                        .expected("an API version that the API server does not warn of")
                        .seen(warning)
                        .detail("object", manifest.title(), manifest.file())
                        .next("kubectl get -f %s   # prints the same warning"
                                .formatted(manifest.file().origin())));
    }
}
