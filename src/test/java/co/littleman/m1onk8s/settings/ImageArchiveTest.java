// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are written by GNU tar. */
class ImageArchiveTest {
    private static final String REWRITE = "write it again with 'docker save -o images.tar IMAGE'.";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"v7", "ustar", "gnu", "pax"})
    void aTarInEachFormatIsRead(String format) throws Exception {
        assertThat(ImageArchive.problem(tar("redis.tar", "manifest.json", "--format=" + format)))
                .isEmpty();
    }

    /** Of a layer of 8 GiB and more, tar writes the size in one of these ways. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSizeThatIsTooLargeForItsFieldIsRead(boolean isPax) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        if (isPax) {
            byte[] size = "13 size=3000\n".getBytes(UTF_8);
            tar.write(header("pax", "15".getBytes(UTF_8), 'x'));
            tar.write(Arrays.copyOf(size, 512));
        }
        byte[] binary = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3000 >> 8, (byte) 3000};
        tar.write(header("layer.tar", isPax ? new byte[12] : binary, '0'));
        tar.write(new byte[3072]);
        tar.write(header("manifest.json", new byte[12], '0'));

        assertThat(ImageArchive.problem(Files.write(directory.resolve("redis.tar"), tar.toByteArray())))
                .isEmpty();
    }

    private static byte[] header(String name, byte[] size, char type) {
        byte[] header = new byte[512];
        System.arraycopy(name.getBytes(UTF_8), 0, header, 0, name.length());
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = (byte) type;
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, header, 148, 8);
        return header;
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "./manifest.json", "oci-layout"})
    void dockersAndOcisArchivesAreImageArchives(String name) throws Exception {
        assertThat(ImageArchive.problem(tar("redis.tar", name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.tar.gz", "redis.tgz", "REDIS.TAR.GZ"})
    void aCompressedOneIsRead(String name) throws Exception {
        assertThat(ImageArchive.problem(compressed(name, tar("redis.tar", "manifest.json"))))
                .isEmpty();
    }

    /** Java cannot read these, and k3s can. */
    @ParameterizedTest
    @ValueSource(strings = {"k3s-airgap-images-amd64.tar.zst", "a.tzst", "a.tar.lz4", "a.tar.bz2", "a.tbz"})
    void whatOnlyTheNodeReadsIsLeftToIt(String name) throws IOException {
        assertThat(ImageArchive.problem(Files.writeString(directory.resolve(name), "something")))
                .isEmpty();
    }

    @Test
    void aPathThatDoesNotExistIsTold() {
        told(
                directory.resolve("no.tar"),
                "there is no such file; correct the path, or write one with 'docker save -o images.tar IMAGE'.");
    }

    @Test
    void aDirectoryIsTold() {
        told(directory, "that is a directory and not an image archive; name the files in it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis.img", "images.txt", ".tar"})
    void aNameThatTheNodePassesOverIsTold(String name) throws IOException {
        told(
                Files.writeString(directory.resolve(name), "redis"),
                "the name of an image archive must end in .tar, .tar.gz, .tgz, .tar.bz2, .tbz, .tar.lz4, .tar.zst or .tzst, or the node does not load it; rename the file, or "
                        + REWRITE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 5000})
    void aTextFileIsTold(int length) throws IOException {
        told(
                Files.writeString(directory.resolve("notes.tar"), "a".repeat(length)),
                "an image archive must be a tar, and that file is none, or it is damaged; " + REWRITE);
    }

    @Test
    void aTextFileThatIsCalledCompressedIsTold() throws IOException {
        told(
                Files.writeString(directory.resolve("notes.tgz"), "not at all"),
                "an image archive must be a tar that is compressed with gzip, and that file is none, or it is damaged; "
                        + REWRITE);
    }

    @Test
    void aCompressedTarThatIsCalledPlainIsTold() throws Exception {
        told(
                compressed("other.tar", tar("redis.tar", "manifest.json")),
                "it is compressed with gzip, so its name must end in .tar.gz; rename it, or " + REWRITE);
    }

    /** Within a header, within an entry, and within its padding. */
    @ParameterizedTest
    @CsvSource({"600", "2000", "4500"})
    void aTarThatIsCutIsTold(int length) throws Exception {
        Path tar = tar("redis.tar", "manifest.json");
        Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), length));

        told(tar, "that archive ends too early; copy it again, or " + REWRITE);
    }

    @Test
    void aCompressedTarThatIsCutIsTold() throws Exception {
        Path file = compressed("redis.tar.gz", tar("redis.tar", "manifest.json"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 4));

        told(file, "that archive ends too early; copy it again, or " + REWRITE);
    }

    @Test
    void aTarWithoutImagesIsTold() throws Exception {
        told(
                tar("export.tar", "etc-passwd"),
                "an image archive must hold manifest.json or oci-layout, and that tar holds neither; " + REWRITE);
    }

    @Test
    void anEmptyFileIsTold() throws IOException {
        told(
                Files.createFile(directory.resolve("redis.tar")),
                "an image archive must hold manifest.json or oci-layout, and that tar holds neither; " + REWRITE);
    }

    private static void told(Path file, String problem) {
        assertThat(ImageArchive.problem(file)).hasValue(problem);
    }

    /** A tar with a link, a layer of 3000 bytes, and a file of that name. */
    private Path tar(String archive, String name, String... options) throws IOException, InterruptedException {
        Path content = Files.createDirectories(directory.resolve("content"));
        Files.write(content.resolve("layer.tar"), new byte[3000]);
        Files.writeString(content.resolve(name), "[]");
        Path tar = directory.resolve(archive);
        List<String> command = new ArrayList<>(List.of("tar", "-C", content.toString(), "-cf", tar.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("layer.tar", name));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return tar;
    }

    private Path compressed(String name, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        }
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }
}
