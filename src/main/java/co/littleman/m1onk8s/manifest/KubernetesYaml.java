// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.manifest.ManifestSource.Text;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as kubectl reads it (sigs.k8s.io/yaml): version 1.1 with anchors and merge keys, but a date is text, and so is a
 * time of day. Jackson's YAML gives the name of an anchor where its content belongs.
 */
final class KubernetesYaml {
    private static final JsonMapper JSON = new JsonMapper();

    private KubernetesYaml() {}

    static List<Document> documents(Text text) {
        LoaderOptions options = new LoaderOptions();
        // Of two equal keys the later would win in silence.
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        WordsForBooleans values = new WordsForBooleans(options);
        Yaml yaml = new Yaml(values, new Representer(unused), unused, options, new NumbersAndWords());
        List<Document> documents = new ArrayList<>();
        for (Node root : yaml.composeAll(new StringReader(text.content()))) {
            documents.add(new Document(place(text, root), JSON.valueToTree(values.of(root)), items(text, root)));
        }
        return documents;
    }

    private static Place place(Text text, Node node) {
        return text.place(node.getStartMark().getLine() + 1);
    }

    private static List<Place> items(Text text, Node root) {
        if (!(root instanceof MappingNode mapping)) {
            return List.of();
        }
        return mapping.getValue().stream()
                .filter(field -> field.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("items"))
                .filter(field -> field.getValueNode() instanceof SequenceNode)
                .flatMap(field -> ((SequenceNode) field.getValueNode()).getValue().stream())
                .map(item -> place(text, item))
                .toList();
    }

    /** The letters that {@link NumbersAndWords} takes for booleans. */
    private static final class WordsForBooleans extends SafeConstructor {
        WordsForBooleans(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.BOOL, new ConstructYamlBool() {
                @Override
                public Object construct(Node node) {
                    String word = ((ScalarNode) node).getValue();
                    return NumbersAndWords.LETTERS.matcher(word).matches()
                            ? Boolean.valueOf(word.equalsIgnoreCase("y"))
                            : super.construct(node);
                }
            });
        }

        /** The value of a whole document; null if it is empty. */
        @Nullable
        Object of(Node root) {
            return constructDocument(root);
        }
    }

    private static final class NumbersAndWords extends Resolver {
        private static final Pattern WHOLE =
                Pattern.compile("[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+");

        /**
         * A single letter as well, which SnakeYAML leaves out of version 1.1. Measured with kubectl 1.34: {@code [y,
         * N]} is {@code [true, false]}, and a label called {@code y} becomes one that is called {@code true}.
         */
        private static final Pattern LETTERS = Pattern.compile("[yYnN]");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO", 10);
            addImplicitResolver(Tag.BOOL, LETTERS, "yYnN", 1);
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
            addImplicitResolver(Tag.NULL, NULL, "~nN\0", 10);
            addImplicitResolver(Tag.NULL, EMPTY, null, 10);
        }
    }
}
