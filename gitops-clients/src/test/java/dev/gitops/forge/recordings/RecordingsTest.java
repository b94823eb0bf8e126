package dev.gitops.forge.recordings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plays recorded answers of hosts where a folder of them is named ({@code -Drecordings=DIR}); {@code gitops-clients/recordings/check} runs it and shows the figures. */
class RecordingsTest {

    private record Host(Function<Path, Play> play, Map<String, Consumer<Play>> readings) {}

    private static final Map<String, Host> HOSTS = new TreeMap<>(Map.of(
            "github", new Host(GitHubReadings::play, GitHubReadings.all()),
            "gitlab", new Host(OtherReadings::gitLab, OtherReadings.ofGitLab()),
            "bitbucket", new Host(OtherReadings::bitbucket, OtherReadings.ofBitbucket()),
            "gitea", new Host(OtherReadings::gitea, OtherReadings.ofGitea())));

    @Test
    void everyRecordingHasItsRightReading() throws IOException {
        String folder = System.getProperty("recordings");
        assumeTrue(folder != null, "names no folder of recordings (-Drecordings=DIR)");
        List<String> lines = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Host> host : HOSTS.entrySet()) {
            int right = 0;
            List<String> names = names(Path.of(folder, host.getKey()));
            for (String name : names) {
                String failure = read(host.getValue(), Path.of(folder, host.getKey()), name);
                if (failure.isEmpty()) {
                    right++;
                } else {
                    wrong.add(host.getKey() + "/" + name + ": " + failure);
                }
            }
            lines.add(host.getKey() + ": " + right + " of " + names.size() + " recordings are read rightly");
        }
        lines.addAll(wrong);
        Files.write(Path.of("target", "recordings.txt"), lines);
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", lines));
        }
    }

    private static String read(Host host, Path folder, String name) {
        Consumer<Play> reading = host.readings().get(name);
        if (reading == null) {
            return "has no reading";
        }
        try (Play play = host.play().apply(folder)) {
            reading.accept(play);
            return "";
        } catch (RuntimeException | AssertionError e) {
            return String.valueOf(e).lines().limit(12).reduce("", (all, line) -> all + " " + line.strip());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
