// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What needs no cluster; {@code JUnitProjectIT} runs a whole verification from another project. */
class VerifiedStackEngineTest {
    private static final UniqueId ENGINE = UniqueId.forEngine("m1onk8s-verify");

    @Test
    void aClassIsFoundByItselfByItsPackageAndByATestOfIt() {
        UniqueId id = new StackDescriptor(ENGINE, Shop.class).getUniqueId();

        assertThat(EngineTestKit.engine("m1onk8s-verify")
                        .selectors(selectClass(Shop.class), selectClass(VerifiedStackEngineTest.class))
                        .discover()
                        .getEngineDescriptor()
                        .getChildren())
                .extracting(TestDescriptor::getUniqueId)
                .hasToString("[" + id + "]");
        assertThat(EngineTestKit.engine("m1onk8s-verify")
                        .selectors(selectPackage("co.littleman.m1onk8s.junit"))
                        .filters(ClassNameFilter.includeClassNamePatterns(".*Shop"))
                        .discover()
                        .getEngineDescriptor()
                        .getChildren())
                .hasSize(1);
        assertThat(EngineTestKit.engine("m1onk8s-verify")
                        .selectors(
                                selectUniqueId(id.append("component", "cache").append("check", "images-pinned")))
                        .discover()
                        .getEngineDescriptor()
                        .getChildren())
                .hasSize(1);
    }

    @Test
    void itsAttributesAreFlags() {
        Settings settings = new StackDescriptor(ENGINE, Shop.class).settings();

        assertThat(settings.manifests()).isEqualTo(Path.of("manifests"));
        assertThat(settings.scope().level()).isEqualTo(Level.PROBE);
        assertThat(settings.checks()).containsExactly("images-pinned");
        assertThat(settings.components()).containsExactly("cache");
        assertThat(new StackDescriptor(ENGINE, Shop.class).catalogue().ids()).contains("shop-is-open");
    }

    @Test
    void whatIsWrongWithThemIsTheFailureOfTheClass() {
        EngineTestKit.engine("m1onk8s-verify")
                .selectors(selectClass(Nowhere.class))
                .execute()
                .containerEvents()
                .failed()
                .assertThatEvents()
                .singleElement()
                .satisfies(event -> assertThat(event.toString())
                        .contains(
                                SettingsException.class.getName(),
                                "@VerifiedStack(manifests = …) must be a directory or a file that exists, but is"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --check a is not a check.                     | @VerifiedStack(checks = …) a is not a check.
            add --context NAME, or --in-cluster.          | add @VerifiedStack(context = …), or VERIFY_IN_CLUSTER.
            --level must be one                           | @VerifiedStack(level = …) must be one
            --registry-mirror and --registries            | VERIFY_REGISTRY_MIRROR and VERIFY_REGISTRIES
            scripts/verify --list prints all checks.      | scripts/verify --list prints all checks.
            VERIFY_CHECK a is not a check                 | VERIFY_CHECK a is not a check
            """)
    void settingsAreNamedAsTheUserOfTheAnnotationKnowsThem(String message, String named) {
        assertThat(AttributeNames.in(new SettingsException(message))).hasMessage(named);
    }

    @VerifiedStack(
            manifests = "manifests",
            level = Level.PROBE,
            checks = "images-pinned",
            components = "cache",
            ownChecks = ShopIsOpen.class)
    static class Shop {}

    @VerifiedStack(manifests = "no/such/directory")
    static class Nowhere {}

    static final class ShopIsOpen implements Check.OfStack {
        @Override
        public CheckInfo info() {
            return CheckInfo.of("shop-is-open", Level.OBSERVE, "The shop is open.", "Nobody can buy anything.");
        }

        @Override
        public void check(RunContext context) {}
    }
}
