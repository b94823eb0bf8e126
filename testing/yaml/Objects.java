import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Renders every case of a folder and writes its objects as JSON beside it, one file each. */
class Objects {

    record Disk(Path root) implements SourceTree {
        public String commit() {
            return "";
        }

        public Optional<Type> type(String path) {
            Path file = root.resolve(path);
            return Files.isDirectory(file) ? Optional.of(Type.DIRECTORY) : Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(Type.FILE) : Optional.empty();
        }

        public Optional<byte[]> read(String path) {
            try {
                return Files.isRegularFile(root.resolve(path)) ? Optional.of(Files.readAllBytes(root.resolve(path))) : Optional.empty();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        public List<Entry> list(String path) {
            try (Stream<Path> files = Files.list(root.resolve(path))) {
                return files.map(file -> new Entry(file.getFileName().toString(), Files.isDirectory(file) ? Type.DIRECTORY : Type.FILE)).sorted((a, b) -> a.name().compareTo(b.name())).toList();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        public Optional<String> id(String path) {
            return Optional.empty();
        }
    }

    public static void main(String[] args) throws Exception {
        Path cases = Path.of(args[0]);
        Target target = new Target("shop", EnvironmentName.of("dev"), args[1], List.of());
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> all = Files.list(cases)) {
            for (Path folder : all.filter(Files::isDirectory).sorted().toList()) {
                boolean chart = Files.exists(folder.resolve("Chart.yaml"));
                String kind = chart ? "helm" : "plain";
                String name = folder.getFileName().toString();
                ProviderConfig config = new ProviderConfig(kind, chart ? Map.of("chart", name, "release", "shop") : name, "cases:1:1");
                RenderedManifests rendered = ServiceLoader.load(ManifestsProvider.class).stream()
                        .map(ServiceLoader.Provider::get).filter(provider -> provider.kind().equals(kind)).findFirst().orElseThrow()
                        .open(config).render(new Disk(cases), target);
                StringBuilder text = new StringBuilder();
                for (ManifestObject object : rendered.objects()) {
                    text.append(json.writeValueAsString(object.content())).append('\n');
                }
                Files.writeString(cases.resolve(name + ".json"), text);
            }
        }
    }
}
