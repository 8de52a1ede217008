// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The rules of the code that the build checks, so that nobody need remember them. */
@AnalyzeClasses(packages = LayersTest.ROOT, importOptions = DoNotIncludeTests.class)
class LayersTest {
    static final String ROOT = "co.littleman.m1onk8s";

    /**
     * The packages in their order: each imports only packages before it. The empty name is the root package; the last
     * two are entry points that do not know each other. The page docs/architecture.md lists the same.
     */
    static final List<String> LAYERS = List.of(
            "settings",
            "result",
            "run",
            "kubeconfig",
            "manifest",
            "api",
            "drift",
            "stack",
            "apply",
            "k3s",
            "access",
            "lease",
            "rbac",
            "rollout",
            "diagnostics",
            "network",
            "context",
            "metrics",
            "checks",
            "kinds",
            "checks.manifests",
            "checks.rollout",
            "checks.service",
            "checks.disruption",
            "kinds.redis.model",
            "kinds.redis.client",
            "kinds.redis.checks",
            "kinds.redis.exporter",
            "kinds.redis.disruption",
            "kinds.redis",
            "kinds.http",
            "engine",
            "report",
            "",
            "cli",
            "junit");

    @ArchTest
    static final ArchRule noPackageImportsALaterOne = CompositeArchRule.of(LAYERS.stream()
            .limit(LAYERS.size() - 1)
            .map(LayersTest::importsNoLaterLayer)
            .toList());

    @ArchTest
    static final ArchRule theEntryPointsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(ROOT + ".junit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli");

    @ArchTest
    static final ArchRule everyClassIsInALayer = noClasses()
            .should()
            .resideOutsideOfPackages(LAYERS.stream().map(LayersTest::packageOf).toArray(String[]::new));

    @ArchTest
    static final ArchRule theWaitsOfTheLibraryAreNotUsed = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("waitUntil(Ready|Condition)"))
                    .and(target(owner(resideInAPackage("io.fabric8..")))))
            .because("they pass on the old rollout, and wait for days");

    @ArchTest
    static final ArchRule noTunnelGoesToAnyPodOfAService = noClasses()
            .should()
            .callMethodWhere(target(name("portForward")).and(target(owner(assignableTo(ServiceResource.class)))))
            .because("it takes the first pod, ready or not, and misreads a named targetPort");

    @ArchTest
    static final ArchRule onlyTheReportSleeps = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".report")
            .should()
            .callMethodWhere(target(name("sleep"))
                    .and(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))))
            .because("a wait says what it waits for");

    @ArchTest
    static final ArchRule onlyK3sNeedsTestcontainers = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".k3s")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
            .because("it is an optional dependency");

    @ArchTest
    static final ArchRule onlyJunitNeedsJUnit = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".junit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..")
            .because("it is an optional dependency");

    @ArchTest
    static final ArchRule everyClassIsNamedForWhatItIs = noClasses().should().haveNameMatching(".*(Util|Utils|Helper)");

    @ArchTest
    static final ArchRule nothingPublicAndStaticCanChange =
            fields().that().arePublic().and().areStatic().should().beFinal().because("runs share a JVM");

    private static String packageOf(String layer) {
        return layer.isEmpty() ? ROOT : ROOT + "." + layer;
    }

    private static ArchRule importsNoLaterLayer(String layer) {
        List<String> later = LAYERS.subList(LAYERS.indexOf(layer) + 1, LAYERS.size());
        return noClasses()
                .that()
                .resideInAPackage(packageOf(layer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later.stream().map(LayersTest::packageOf).toArray(String[]::new));
    }
}
