// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The options of one component kind. A kind registers its implementation as a service (META-INF/services), so that they
 * are known wherever settings are read.
 */
public interface KindOptions {
    /** The options, in the order of {@code --help}. */
    List<Option> options();

    /**
     * Reads the options into a value of a type of the kind's own, which {@link Settings#ofKind} gives back.
     *
     * @throws SettingsException if one of them is wrong
     */
    Object read(OptionValues values);

    /** The options of a run, with their values, that need rights of their own. */
    default Map<Option, String> needingRights(Settings settings) {
        return Map.of();
    }

    /** Those of all kinds on the class path. */
    static List<KindOptions> all() {
        return ServiceLoader.load(KindOptions.class, KindOptions.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
