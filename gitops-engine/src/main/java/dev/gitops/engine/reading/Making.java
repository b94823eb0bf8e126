package dev.gitops.engine.reading;

import dev.gitops.spi.ManifestsProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Which program this is: what another one made of the same files may be something else. */
final class Making {

    private Making() {}

    /** Names the archives of whatever reads manifests; empty where one is no archive, since its classes may change at any time. */
    static Optional<String> stamp() {
        TreeSet<String> archives = new TreeSet<>();
        if (!add(archives, Making.class)) {
            return Optional.empty();
        }
        for (ServiceLoader.Provider<ManifestsProvider> provider :
                ServiceLoader.load(ManifestsProvider.class, Making.class.getClassLoader()).stream()
                        .toList()) {
            if (!add(archives, provider.type())) {
                return Optional.empty();
            }
        }
        return Optional.of(String.join(" ", archives));
    }

    private static boolean add(TreeSet<String> archives, Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        try {
            Path archive = location == null ? null : Path.of(location.toURI());
            if (archive == null || !Files.isRegularFile(archive)) {
                return false;
            }
            archives.add(archive.getFileName() + ":" + Files.size(archive) + ":"
                    + Files.getLastModifiedTime(archive).toMillis());
            return true;
        } catch (URISyntaxException | IOException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
