package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files that were written.
 *
 * @param files the files
 */
public record FilesOutput(List<Path> files) {

    /** Copies the list. */
    public FilesOutput {
        files = List.copyOf(files);
    }

    /** {@return the files in JSON} */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("files", Json.array(files.stream().map(Path::toString).toList()));
        return json;
    }

    /** {@return a line a file} */
    public String text() {
        return files.stream().map(file -> "wrote " + file + "\n").collect(Collectors.joining());
    }
}
