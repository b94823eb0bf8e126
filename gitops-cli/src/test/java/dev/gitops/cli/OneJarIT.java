package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar as it is handed out, and the class-data archive that is made of it. */
class OneJarIT {

    private static final int JAVA_6 = 50;
    private static final int JAVA_17 = 61;

    @TempDir
    static Path folder;

    private static Path jar;

    @BeforeAll
    static void packaged() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            jar = files.filter(file -> file.getFileName().toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    @Test
    void holdsNoClassThatIsTooOldForAnArchiveOrTooNewForJava17() throws IOException {
        List<String> odd = new ArrayList<>();
        int classes = 0;
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/versions/")) {
                    classes++;
                    int version = version(file, entry);
                    if (version < JAVA_6 || version > JAVA_17) {
                        odd.add(entry.getName() + " " + version);
                    }
                }
            }
        }
        assertThat(odd).isEmpty();
        assertThat(classes).isGreaterThan(5_000);
    }

    private static int version(JarFile file, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    @Test
    void givesAnArchiveOutOfWhichUsualCommandsTakeAllTheirClasses() throws Exception {
        Path archive = folder.resolve("gitops.jsa");
        String[] made = {"-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"};
        java(made, "dev.gitops.cli.warmup.Warmup");
        assertThat(archive).exists();
        Path config = folder.resolve("config");
        for (String command : List.of(
                "--version",
                "--help",
                "init config " + config,
                "kustomize build " + config + "/apps/shop/overlays/dev")) {
            Path log = folder.resolve("loaded");
            String[] logged = {
                "-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:class+load:file=" + log + ":none"
            };
            java(logged, ("dev.gitops.cli.Main " + command).split(" "));
            List<String> loaded = Files.readAllLines(log);
            assertThat(loaded).as(command).anyMatch(line -> line.endsWith("source: shared objects file (top)"));
            assertThat(loaded).as(command).noneMatch(line -> line.contains("source: file:"));
        }
    }

    private static void java(String[] options, String... program) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", jar.toString()));
        command.addAll(List.of(program));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("GITOPS_CACHE", folder.resolve("cache").toString());
        assertThat(builder.start().waitFor())
                .as(() -> Files.exists(folder.resolve("said")) ? said() : "")
                .isZero();
    }

    private static String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
