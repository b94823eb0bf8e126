package dev.gitops.helm;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Helm's native library as a file of the cache, so that its hundred megabytes are not unpacked anew at every start. Its name has the checksum of what the jar holds, and it is compared before it is
 * loaded: a torn file is thrown away.
 */
final class KeptLibrary {

    private KeptLibrary() {}

    /** The file, unpacked where it is not there; empty where it cannot be kept, which costs time alone. */
    static Optional<Path> in(Path folder, NativeLibrary provider) {
        try {
            @Nullable URL packed = provider.getClass().getResource("/" + provider.getBinaryName());
            if (packed == null || !(packed.openConnection() instanceof JarURLConnection jar)) {
                return Optional.empty();
            }
            JarEntry entry = jar.getJarEntry();
            Path file = folder.resolve(String.format("%08x-%s", entry.getCrc(), provider.getBinaryName()));
            if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
                unpack(jar, PrivateFiles.folder(folder), file);
            }
            return Optional.of(file);
        } catch (IOException full) {
            return Optional.empty();
        }
    }

    private static void unpack(JarURLConnection jar, Path folder, Path file) throws IOException {
        try (Stream<Path> others = Files.list(folder)) {
            for (Path other : others.toList()) {
                Files.deleteIfExists(other);
            }
        }
        Path fresh = Files.createTempFile(folder, "new", ".part");
        try (InputStream in = jar.getInputStream()) {
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Loads a file that was kept; empty where it is torn or cannot be loaded from there, so that it is to be unpacked as ever. */
    static Optional<HelmLib> load(Path file) {
        try {
            if (!file.getFileName().toString().startsWith(String.format("%08x-", checksum(file)))) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            return Optional.of(Native.load(file.toString(), HelmLib.class));
        } catch (IOException | UnsatisfiedLinkError unusable) {
            return Optional.empty();
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (FileChannel channel = FileChannel.open(file)) {
            checksum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        return checksum.getValue();
    }
}
