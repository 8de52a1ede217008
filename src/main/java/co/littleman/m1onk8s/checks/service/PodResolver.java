// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.network.SearchList;
import co.littleman.m1onk8s.network.SearchList.Library;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resolver of a workload's pods: the cluster's search list, their own ndots, and the C libraries of their images.
 *
 * @param libraries glibc, and musl if an image says that it is Alpine: of others the name tells nothing
 */
record PodResolver(Workload workload, SearchList list, Set<Library> libraries) {
    /** Empty if the pods ask the node's DNS, which knows no Service and is not meant to. */
    static Optional<PodResolver> of(Workload workload, SearchList cluster) {
        PodSpec spec = Objects.requireNonNullElseGet(workload.template().getSpec(), PodSpec::new);
        String policy = Objects.requireNonNullElse(spec.getDnsPolicy(), "ClusterFirst");
        boolean onTheNode = Boolean.TRUE.equals(spec.getHostNetwork());
        if (policy.equals("Default") || (policy.equals("ClusterFirst") && onTheNode)) {
            return Optional.empty();
        }
        return Optional.of(of(workload, spec.getDnsConfig(), policy.equals("None") ? SearchList.NONE : cluster));
    }

    private static PodResolver of(Workload workload, @Nullable PodDNSConfig config, SearchList base) {
        SearchList list = base;
        if (config != null) {
            list = config.getOptions().stream()
                    .filter(option -> "ndots".equals(option.getName()) && option.getValue() != null)
                    .map(PodDNSConfigOption::getValue)
                    .map(ndots -> base.withNdots(Integer.parseInt(ndots)))
                    .findFirst()
                    .orElse(base)
                    .and(config.getSearches());
        }
        boolean alpine = workload.containers().stream()
                .anyMatch(container -> String.valueOf(container.getImage()).contains("alpine"));
        return new PodResolver(workload, list, alpine ? Set.of(Library.GLIBC, Library.MUSL) : Set.of(Library.GLIBC));
    }

    /** Every absolute name that these pods may ask for. */
    Set<String> questions(List<String> names) {
        Set<String> questions = new LinkedHashSet<>();
        names.forEach(name -> libraries.forEach(library -> questions.addAll(list.questions(name, library))));
        return questions;
    }

    /** The finding for the first name that they would not find; empty if they find all. */
    Optional<Finding> missing(List<String> names, Set<String> resolving) {
        for (Library library : libraries) {
            List<String> lost = names.stream()
                    .filter(name -> !list.finds(name, library, resolving))
                    .toList();
            if (!lost.isEmpty()) {
                return Optional.of(finding(library, lost));
            }
        }
        return Optional.empty();
    }

    private Finding finding(Library library, List<String> lost) {
        Finding finding = Finding.of(
                        Cause.DNS_SEARCH_INCOMPLETE,
                        "In pods of %s, %s does not resolve %s."
                                .formatted(
                                        workload.reference(),
                                        library == Library.MUSL ? "musl (Alpine)" : "glibc",
                                        String.join(", ", lost)))
                .expected("every form of the name, as elsewhere in the namespace")
                .detail("ndots", String.valueOf(list.ndots()), workload.file())
                .detail("search", String.join(" ", list.domains()));
        for (String name : lost) {
            finding = finding.detail("asked for", String.join(", then ", list.questions(name, library)));
        }
        return finding.likely(
                        library == Library.MUSL
                                ? "musl does not search for a name with ndots dots or more; ndots is lower than the cluster's"
                                : "the pod's dnsConfig leaves the cluster's search list out")
                .next("kubectl -n %s get %s -o jsonpath='{%s.dnsConfig}'"
                        .formatted(workload.namespace(), workload.reference(), workload.podSpecPath()));
    }
}
