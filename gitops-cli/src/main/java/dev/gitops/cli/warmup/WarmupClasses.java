package dev.gitops.cli.warmup;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads what no run of this process comes by, but runs of others do: what other keys and HTTP/2 need, which no server of Java speaks, and the driver of a database that is not here. For the class-data archive alone. */
final class WarmupClasses {

    private static final List<String> CONNECTION = List.of(
            "java.net.http/jdk/internal/net/http",
            "java.base/sun/security/ssl",
            "java.base/sun/security/rsa",
            "java.base/sun/security/x509",
            "java.base/sun/security/provider/certpath",
            "java.base/com/sun/crypto/provider",
            "jdk.crypto.ec/sun/security/ec",
            "java.sql/java/sql");

    private static final String DRIVER = "org.postgresql.Driver";
    private static final String DRIVERS_PACKAGE = "org/postgresql";

    private WarmupClasses() {}

    /** Where something cannot be loaded, the archive holds less. */
    static void load() {
        try {
            ofJava();
            ofTheDriver();
        } catch (IOException | URISyntaxException | ReflectiveOperationException withoutIt) {
            return;
        }
    }

    private static void ofJava() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        for (String folder : CONNECTION) {
            if (Files.isDirectory(modules.resolve(folder))) {
                load(modules.resolve(folder), 2, ClassLoader.getPlatformClassLoader());
            }
        }
    }

    private static void ofTheDriver() throws IOException, URISyntaxException, ReflectiveOperationException {
        Class<?> driver = Class.forName(DRIVER, false, WarmupClasses.class.getClassLoader());
        Path jar = Path.of(
                driver.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            load(inside.getPath("/" + DRIVERS_PACKAGE), 0, driver.getClassLoader());
        }
    }

    /** Loads the classes of a folder and those below it; their packages begin at a depth. */
    private static void load(Path folder, int depth, @Nullable ClassLoader loader) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            below.filter(path -> path.toString().endsWith(".class"))
                    .forEach(file ->
                            load(file.subpath(depth, file.getNameCount()).toString(), loader));
        }
    }

    private static void load(String file, @Nullable ClassLoader loader) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError unneeded) {
            return;
        }
    }
}
