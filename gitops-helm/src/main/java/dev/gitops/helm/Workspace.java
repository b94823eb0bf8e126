package dev.gitops.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A chart and its values as files, in a folder of which nobody else may read; gone when it is closed.
 *
 * @param folder the folder
 * @param chart the chart's folder in it
 * @param values the values files in it, in order
 */
public record Workspace(Path folder, Path chart, List<Path> values) implements AutoCloseable {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    /** Copies the list. */
    public Workspace {
        values = List.copyOf(values);
    }

    /**
     * Writes the files.
     *
     * @param chart content by path, from the chart's folder
     * @param values the content of the values files, later ones winning
     * @return the folder, to be closed
     */
    public static Workspace of(Map<String, byte[]> chart, List<byte[]> values) {
        try {
            Path folder = Files.createTempDirectory(
                    "gitops-chart-" + ProcessHandle.current().pid() + "-");
            OPEN.add(folder);
            Path chartFolder = Files.createDirectory(folder.resolve("chart"));
            for (Map.Entry<String, byte[]> file : chart.entrySet()) {
                Path path = chartFolder.resolve(file.getKey()).normalize();
                if (!path.startsWith(chartFolder)) {
                    throw new IOException("a file of the chart is outside of it: " + file.getKey());
                }
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            List<Path> files = new ArrayList<>();
            for (byte[] content : values) {
                files.add(Files.write(folder.resolve("values-" + files.size() + ".yaml"), content));
            }
            return new Workspace(folder, chartFolder, files);
        } catch (IOException full) {
            throw new UncheckedIOException("the chart could not be written to the folder for temporary files", full);
        }
    }

    /** Deletes all that are open, when the process ends. */
    static void deleteAll() {
        OPEN.forEach(Workspace::delete);
    }

    /** Deletes a folder as far as that goes. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException busy) {
            // A folder for temporary files; what cannot be deleted now goes with them.
        }
    }

    @Override
    public void close() {
        OPEN.remove(folder);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException("the temporary folder " + folder + " could not be deleted", busy);
        }
    }
}
