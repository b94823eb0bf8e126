package dev.gitops.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path home;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void missingFoldersAreMadeForThisUserAlone() throws IOException {
        Path file = home.resolve("a/b/file");
        PrivateFiles.folderOf(file);
        PrivateFiles.write(file, new byte[] {1, 2});
        assertThat(permissions(home.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(home.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void aFolderThatIsOpenToOthersIsClosedAndThoseAboveStay() throws IOException {
        Path above = Files.createDirectory(home.resolve("above"));
        Path folder = Files.createDirectory(above.resolve("folder"));
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        PrivateFiles.folder(folder);
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(above)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatALinkLeadsToIsNotClosed() throws IOException {
        Path folder = Files.createDirectory(home.resolve("folder"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.folder(Files.createSymbolicLink(home.resolve("link"), folder));
        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatWasLongerIsReplacedWhole() throws IOException {
        Path file = PrivateFiles.write(home.resolve("file"), new byte[] {1, 2, 3});
        assertThat(PrivateFiles.write(file, new byte[] {4})).hasBinaryContent(new byte[] {4});
    }

    @Test
    void aFileInThePlaceOfAFolderIsRefused() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertThatThrownBy(() -> PrivateFiles.folder(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
