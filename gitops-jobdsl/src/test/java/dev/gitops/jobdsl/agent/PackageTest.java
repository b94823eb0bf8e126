package dev.gitops.jobdsl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTest {

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("any name.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String entry = Echo.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(Echo.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
            out.putNextEntry(new ZipEntry("META-INF/SIGNER.SF"));
            out.write(1);
        }
    }

    @Test
    void packsACommandThatKeepsItsArgumentsAndItsOutput() throws Exception {
        run("../seed/package", jar, "1.2.3", folder.resolve("out"), folder.resolve("prefix"));
        Path home = unpack(folder.resolve("elsewhere"));

        assertThat(run(home.resolve("bin/gitops"), "a b", "$c", "", "*")).isEqualTo("a b|$c||*\n");
        assertThat(home.resolve("lib/gitops.jsa")).exists();
        assertThat(home.resolve("share/commands/deploy.md")).exists();
        assertThat(run("unzip", "-Z1", home.resolve("lib/gitops.jar"))).doesNotContain("SIGNER");
    }

    @Test
    void makesTheClassDataArchiveForItsPlace() throws Exception {
        run("../seed/package", jar, "1.2.3", folder.resolve("out"), folder.resolve("prefix"));
        Path home = unpack(folder.resolve("elsewhere"));

        run(home.resolve("bin/gitops-warm"));

        assertThat(run(
                        java(),
                        "-XX:+UseSerialGC",
                        "-Xshare:on",
                        "-XX:SharedArchiveFile=" + home.resolve("lib/gitops.jsa"),
                        "-jar",
                        home.resolve("lib/gitops.jar"),
                        "x"))
                .isEqualTo("x\n");
    }

    @Test
    void runsThroughALink() throws Exception {
        run("../seed/package", jar, "1.2.3", folder.resolve("out"), folder.resolve("prefix"));
        Path home = unpack(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("gitops"), home.resolve("bin/gitops"));

        assertThat(run(link, "x")).isEqualTo("x\n");
    }

    @Test
    void saysWhereItRunsAndWhatOfItNot() throws Exception {
        run("../seed/package", jar, "1.2.3", folder.resolve("out"), folder.resolve("prefix"));
        assertThat(unpack(folder.resolve("elsewhere")).resolve("share/PLATFORMS.md"))
                .content()
                .contains("Linux on arm64", "everything but applications whose manifests are Helm charts");
    }

    @Test
    void givesAChecksumThatHolds() throws Exception {
        run("../seed/package", jar, "1.2.3", folder.resolve("out"), folder.resolve("prefix"));

        Process check = new ProcessBuilder("sha256sum", "--check", "--quiet", "gitops-1.2.3.tar.gz.sha256")
                .directory(folder.resolve("out").toFile())
                .start();
        assertThat(check.waitFor()).isZero();
    }

    /** The Java that the packed scripts take. */
    private static String java() {
        String home = System.getenv("JAVA_HOME");
        return home == null || home.isEmpty() ? "java" : home + "/bin/java";
    }

    private Path unpack(Path into) throws Exception {
        Files.createDirectories(into);
        run("tar", "-xzf", folder.resolve("out/gitops-1.2.3.tar.gz"), "-C", into);
        return into.resolve("gitops-1.2.3");
    }

    private String run(Object... command) throws Exception {
        List<String> words = List.of(command).stream().map(Object::toString).toList();
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(words).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as("%s: %s", words, Files.readString(errors))
                .isZero();
        return output;
    }
}
