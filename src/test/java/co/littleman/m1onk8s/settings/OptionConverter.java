// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.converter.SimpleArgumentConverter;

/** The option that a table of a test names, such as {@code NODE_IMAGE}. */
final class OptionConverter extends SimpleArgumentConverter {
    @Override
    protected Object convert(@Nullable Object name, Class<?> type) {
        String key = String.valueOf(name).toLowerCase(Locale.ROOT).replace('_', '-');
        return Options.all().stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no option " + name));
    }
}
