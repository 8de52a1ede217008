// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The soak tests, as the compiled classes have them. */
final class SoakTests {
    private SoakTests() {}

    /**
     * The quarter of each, by name, such as {@code TroubleIT.packetsAreLost} or, for all of a class, {@code
     * BulkPodsIT}.
     */
    static Map<String, Integer> in(Path classes) {
        Map<String, Integer> quarters = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPath(classes)) {
            if (!type.isTopLevelClass()) {
                // The build runs no nested class; SoakTest has some to try it on.
                continue;
            }
            if (type.isAnnotatedWith(Soak.class)) {
                quarters.put(
                        type.getSimpleName(),
                        type.getAnnotationOfType(Soak.class).quarter());
            }
            for (JavaMethod method : type.getMethods()) {
                if (method.isAnnotatedWith(Soak.class)) {
                    quarters.put(
                            "%s.%s".formatted(type.getSimpleName(), method.getName()),
                            method.getAnnotationOfType(Soak.class).quarter());
                }
            }
        }
        return quarters;
    }
}
