// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The Javadoc of a release has a sentence for each type that a user can name. */
class JavadocTest {
    @Test
    void everyPublicTypeHasJavadoc() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(file -> file.toString().endsWith(".java"))
                                    .toList()));
            PublicTypes types = new PublicTypes(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                types.scan(unit, true);
            }

            assertThat(types.all).hasSizeGreaterThan(200);
            assertThat(types.bare).isEmpty();
        }
    }

    /** Collects them; the parameter is whether all types around are public too. */
    private static final class PublicTypes extends TreePathScanner<Void, Boolean> {
        private final DocTrees trees;
        private final List<String> all = new ArrayList<>();
        private final List<String> bare = new ArrayList<>();

        PublicTypes(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean outerIsPublic) {
            boolean isPublic = outerIsPublic && isPublic(type);
            if (isPublic) {
                all.add(type.getSimpleName().toString());
                if (trees.getDocComment(getCurrentPath()) == null) {
                    bare.add(type.getSimpleName().toString());
                }
            }
            return super.visitClass(type, isPublic);
        }

        private boolean isPublic(ClassTree type) {
            return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        }
    }
}
