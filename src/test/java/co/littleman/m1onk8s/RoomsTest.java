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

/** The rules that a newcomer need not be told: the build says them. */
@AnalyzeClasses(packages = RoomsTest.ROOT, importOptions = DoNotIncludeTests.class)
class RoomsTest {
    static final String ROOT = "co.littleman.m1onk8s";

    /** Data flows one way. The empty name is the root package; the last two are doors that do not know each other. */
    private static final List<String> ROOMS = List.of(
            ".settings",
            ".verdict",
            ".kubeconfig",
            ".cluster",
            ".stack",
            ".rights",
            ".rollout",
            ".route",
            ".redis",
            ".metrics",
            ".evidence",
            ".scene",
            ".claims",
            ".judge",
            ".report",
            "",
            ".cli",
            ".junit");

    @ArchTest
    static final ArchRule noRoomImportsALaterOne = CompositeArchRule.of(ROOMS.stream()
            .limit(ROOMS.size() - 1)
            .map(RoomsTest::importsNoLaterRoom)
            .toList());

    @ArchTest
    static final ArchRule theDoorsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(ROOT + ".junit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli");

    @ArchTest
    static final ArchRule everyClassIsInARoom = noClasses()
            .should()
            .resideOutsideOfPackages(ROOMS.stream().map(RoomsTest::within).toArray(String[]::new));

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
    static final ArchRule onlyThePainterSleeps = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".report")
            .should()
            .callMethodWhere(target(name("sleep"))
                    .and(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))))
            .because("a wait says what it waits for");

    @ArchTest
    static final ArchRule everyClassIsNamedForWhatItIs = noClasses().should().haveNameMatching(".*(Util|Utils|Helper)");

    @ArchTest
    static final ArchRule nothingPublicAndStaticCanChange =
            fields().that().arePublic().and().areStatic().should().beFinal().because("runs share a JVM");

    /** The claims have a package for each subject; the root package has nothing below it. */
    private static String within(String room) {
        return ROOT + room + (room.isEmpty() ? "" : "..");
    }

    private static ArchRule importsNoLaterRoom(String room) {
        List<String> later = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size());
        return noClasses()
                .that()
                .resideInAPackage(within(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later.stream().map(RoomsTest::within).toArray(String[]::new));
    }
}
