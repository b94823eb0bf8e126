package dev.gitops.helm;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The real {@code helm} of version 3: the file that HELM names, else the one on PATH. */
record HelmBinary(Path file) {

    static final String SKIPPED = "no helm 3 found: set HELM to the executable, or put it on PATH";

    static Optional<HelmBinary> find() {
        Stream<Path> named = Stream.ofNullable(System.getenv("HELM")).map(Path::of);
        Stream<Path> onPath = Arrays.stream(
                        String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .map(folder -> Path.of(folder, "helm"));
        return Stream.concat(named, onPath)
                .filter(Files::isExecutable)
                .map(HelmBinary::new)
                .filter(HelmBinary::isTheLibrarys)
                .findFirst();
    }

    /** The library is Helm 3; Helm 4 prints in another order. */
    private boolean isTheLibrarys() {
        try {
            return run("version", "--short").startsWith("v3");
        } catch (IOException unusable) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("KUBECONFIG");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return output;
    }
}
