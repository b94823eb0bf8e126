import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives classes of a jar that are older than Java 6 the form of Java 8: {@code java -cp asm.jar RenewClasses.java JAR}. Java keeps no older ones in a class-data archive, so that each start of the
 * command would read and verify them anew. What they do stays as it is; stack maps are added, which the verifier of newer classes wants.
 */
public final class RenewClasses {

    private static final int OLDEST_ARCHIVED = Opcodes.V1_6;
    private static final int VERSION_AT = 6;

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path fresh = jar.resolveSibling(jar.getFileName() + ".renewed");
        Files.copy(jar, fresh, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                FileSystem archive = FileSystems.newFileSystem(fresh)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(archive.getPath("picocli"))) {
                files = all.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                FileTime time = Files.getLastModifiedTime(file);
                byte[] old = Files.readAllBytes(file);
                if (ByteBuffer.wrap(old).getShort(VERSION_AT) < OLDEST_ARCHIVED) {
                    Files.write(file, renewed(old, classes));
                    Files.setLastModifiedTime(file, time);
                }
            }
        }
        Files.move(fresh, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(byte[] old, ClassLoader classes) {
        ByteBuffer.wrap(old).putShort(VERSION_AT, (short) Opcodes.V1_8);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        new ClassReader(old).accept(writer, 0);
        return writer.toByteArray();
    }
}
