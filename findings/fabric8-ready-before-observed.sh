#!/usr/bin/env bash
# What surprised: the Kubernetes client calls a Deployment ready whose new generation the controller has not seen yet.
#
# Software: io.fabric8:kubernetes-client-api 7.8.0.
# Input:    valid: a Deployment as the API server returns it right after an update (generation 2, observedGeneration 1), and
#           one that is scaled to 0.
# Expected: Readiness says false for the first, as `kubectl rollout status` waits for the controller first.
# Seen:     true for both: replicas and availableReplicas of the old generation are compared, the generation is not.
#
# Needs a JDK 17 and Maven. Works in a temporary folder. Exit code 0 if it is still so, 1 if that changed, 3 if the packages
# cannot be had.
set -euo pipefail

version=7.8.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-client-api</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
XML
if ! mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath >maven.log 2>&1; then
    cat maven.log >&2
    exit 3
fi

cat >Ready.java <<'JAVA'
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;

class Ready {
    public static void main(String[] args) {
        System.out.println("updated, not observed: " + ready(1, 2, 1, 1));
        System.out.println("scaled to 0: " + ready(0, 2, 2, 0));
        System.out.println("one pod of one, observed: " + ready(1, 2, 2, 1));
        System.out.println("no pod of one, observed: " + ready(1, 2, 2, 0));
    }

    static boolean ready(int wanted, long generation, long observed, int available) {
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata().withName("cache").withGeneration(generation).endMetadata()
                .withNewSpec().withReplicas(wanted).endSpec()
                .withNewStatus()
                .withObservedGeneration(observed).withReplicas(available).withAvailableReplicas(available)
                .endStatus()
                .build();
        return Readiness.getInstance().isReady(deployment);
    }
}
JAVA
seen=$(java -cp "$(<classpath)" Ready.java 2>java.log | paste -sd';') || {
    cat java.log >&2
    exit 1
}
was='updated, not observed: true;scaled to 0: true;one pod of one, observed: true;no pod of one, observed: false'
if [[ $seen != "$was" ]]; then
    printf 'changed: kubernetes-client-api %s says now: %s\nit said: %s\n' "$version" "$seen" "$was" >&2
    exit 1
fi
printf 'kubernetes-client-api %s: %s\n' "$version" "$seen"
