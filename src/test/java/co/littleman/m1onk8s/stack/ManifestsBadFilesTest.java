package co.littleman.m1onk8s.stack;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact message for each file that cannot be read as Kubernetes objects. */
class ManifestsBadFilesTest {
    private static final String AN_OBJECT = "an object has apiVersion, kind and metadata.name.";

    private Path directory = Path.of("");

    @BeforeEach
    void aDirectory(@TempDir Path empty) {
        directory = empty;
    }

    @Test
    void anEmptyDirectory() {
        new ManifestDirectory(directory)
                .isRefused(
                        "The directory %s holds no manifest; put .yml, .yaml or .json files there, or name another with --manifests."
                                .formatted(directory));
    }

    @Test
    void filesWithoutAnyObject() {
        new ManifestDirectory(directory)
                .file("20.yml", "# All comments.\n")
                .file("30.yml", "")
                .isRefused("The files in %s hold no object; they are empty or all comments.".formatted(directory));
    }

    @Test
    void aFileThatIsNotYaml() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nname: a: b\n")
                .isRefused("50.yml is not YAML: mapping values are not allowed here, line 2.");
    }

    @Test
    void aFileIndentedWithATab() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nmetadata:\n\tname: a\n")
                .isRefused(
                        "50.yml is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation), line 3.");
    }

    @Test
    void aFileWithAListThatDoesNotEnd() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: [Service\n")
                .isRefused("50.yml is not YAML: expected ',' or ']', but got <stream end>, line 2.");
    }

    @Test
    void aFileThatIsNotJson() {
        new ManifestDirectory(directory)
                .file("50.json", "{\"apiVersion\": \"v1\",\n\"kind\": }")
                .isRefused("50.json is not JSON: Unexpected character ('}' (code 125)): expected a value, line 2.");
    }

    @Test
    void aKeyThatIsThereTwice() {
        new ManifestDirectory(directory)
                .file("50.yml", "kind: Service\nmetadata:\n  name: a\n  name: b\n")
                .isRefused("50.yml is not YAML: Duplicate field 'name', line 4.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello      | string
            42         | number
            true       | boolean
            [a, b]     | list
            - kind: A  | list
            []         | list
            """)
    void aDocumentThatIsNoObject(String text, String what) {
        new ManifestDirectory(directory)
                .file("50.yml", text + "\n")
                .isRefused("50.yml holds a %s where a Kubernetes object belongs; ".formatted(what) + AN_OBJECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kind: Service, metadata: {name: a}}              | apiVersion
            {apiVersion: v1, metadata: {name: a}}             | kind
            {apiVersion: v1, kind: "", metadata: {name: a}}   | kind
            {apiVersion: v1, kind: Service}                   | metadata.name
            {apiVersion: v1, kind: Service, metadata: a}      | metadata.name
            """)
    void anObjectWithoutWhatEveryObjectHas(String text, String field) {
        new ManifestDirectory(directory)
                .file("50.yml", text)
                .isRefused("50.yml is not a Kubernetes object: it has no %s; ".formatted(field) + AN_OBJECT);
    }

    @Test
    void aListOfObjects() {
        new ManifestDirectory(directory)
                .file("50.yml", "apiVersion: v1\nkind: ConfigMapList\nitems: []\n")
                .isRefused(
                        "50.yml holds a ConfigMapList; write its items as documents of their own, separated by ---.");
    }
}
