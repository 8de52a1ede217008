// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import co.littleman.m1onk8s.kinds.Kinds;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.converter.SimpleArgumentConverter;

/** All causes that there are, and the one that a table of a test names. */
public final class Causes extends SimpleArgumentConverter {

    /** Those of the general packages, and those of the component kinds. */
    public static List<Cause> all() {
        return Stream.concat(
                        Stream.of(Cause.class.getFields())
                                .filter(Causes::isCause)
                                .map(Causes::value),
                        Kinds.all().stream().flatMap(kind -> kind.causes().stream()))
                .toList();
    }

    /** The cause with this word, in upper or lower case. */
    public static Cause of(String word) {
        String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return all().stream()
                .filter(cause -> cause.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cause " + word));
    }

    @Override
    protected @Nullable Object convert(@Nullable Object word, Class<?> type) {
        return word == null ? null : of(String.valueOf(word));
    }

    private static boolean isCause(Field field) {
        return Modifier.isStatic(field.getModifiers()) && field.getType() == Cause.class;
    }

    private static Cause value(Field field) {
        try {
            return (Cause) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
