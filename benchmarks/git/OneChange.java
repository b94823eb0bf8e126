import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gitops.repository.CommitMessage;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.spi.FileEdit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One file of a config repository is read, changed, committed and pushed: URL, cache, file, old text, new text. */
public final class OneChange {

    private OneChange() {}

    public static void main(String[] arguments) {
        String file = arguments[2];
        RepositoryOptions options = RepositoryOptions.builder()
                .url(arguments[0])
                .cacheFolder(Path.of(arguments[1]))
                .environment(System.getenv())
                .build();
        try (ConfigRepository repository = ConfigRepository.open(options)) {
            PushResult<String> result = repository.commit("main", tip -> {
                String before = new String(tip.read(file).orElseThrow(), UTF_8);
                String after = before.replace(arguments[3], arguments[4]);
                CommitMessage message = new CommitMessage("bench <bench@example.com>", Instant.now(), "change " + file, "", List.of());
                return new Intent.Commit<>(List.of(new FileEdit(file, after.getBytes(UTF_8))), message);
            });
            if (!(result instanceof PushResult.Pushed<String>)) {
                throw new IllegalStateException(result.toString());
            }
        }
        Runtime.getRuntime().exit(0);
    }
}
