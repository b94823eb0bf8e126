package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.kustomize.cli.BuildCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code helmCharts} of kustomizations give what kustomize 5.8 gives with Helm 3.19. The cases are kustomizations over one tree with charts. */
class ChartsInKustomizationsTest {

    private static final Path DATA = Path.of("src/test/resources/helmcharts");

    @TempDir
    private Path folder;

    /** What a build said. */
    private record Built(int code, String out, String err) {}

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(DATA.resolve("cases"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        }
    }

    static Stream<String> goodCases() throws IOException {
        return cases().filter(name -> !name.startsWith("fails-"));
    }

    @ParameterizedTest
    @MethodSource("goodCases")
    void giveTheCommittedTextOfKustomize(String name) throws Exception {
        Built built = build(name);

        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out())
                .isEqualTo(Files.readString(DATA.resolve("expected").resolve(name + ".yaml")));
    }

    /** With {@code -Dhelm.golden=true} what the real commands print is kept as the committed text. */
    @ParameterizedTest
    @MethodSource("cases")
    void areByteForByteWhatKustomizePrints(String name) throws Exception {
        Optional<Path> kustomize = program("KUSTOMIZE", "kustomize");
        Optional<Path> helm = program("HELM", "helm");
        Assumptions.assumeTrue(
                kustomize.isPresent() && helm.isPresent(),
                "no kustomize 5.8 with helm 3 found: set KUSTOMIZE and HELM to the executables, or put them on PATH");
        Path tree = tree(name);
        Process process = new ProcessBuilder(
                        kustomize.orElseThrow().toString(),
                        "build",
                        "--enable-helm",
                        "--helm-command",
                        helm.orElseThrow().toString(),
                        "--helm-kube-version",
                        "1.34.0",
                        tree.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean failed = process.waitFor() != 0;

        assertThat(failed).as(Files.readString(folder.resolve("errors"))).isEqualTo(name.startsWith("fails-"));
        Built built = build(name);
        if (failed) {
            assertThat(built.code()).isOne();
            return;
        }
        if (Boolean.getBoolean("helm.golden")) {
            Files.createDirectories(DATA.resolve("expected"));
            Files.writeString(DATA.resolve("expected").resolve(name + ".yaml"), printed);
        }
        assertThat(built.out()).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fails-in-a-template            | charts/broken/templates/broken.yaml:3:28: | nil pointer evaluating
            fails-with-a-bad-release       | release name "Not_A_Name"                 | invalid release name
            fails-with-a-file-outside      | evalsymlink failure on                    | outside.yaml
            fails-with-a-missing-file      | could not load additionalValuesFile       | none.yaml
            fails-with-a-wrong-type        | could not merge values                    | expected ScalarNode but got MappingNode
            fails-with-an-unknown-key      | unknown field "chart"                     | kustomization.yaml:1
            fails-with-an-unknown-merge    | valuesMerge must be one of [merge override replace] | kustomization.yaml:1
            fails-with-empty-values        | could not parse values file into rnode: EOF | valuesMerge: replace
            fails-with-two-names           | cannot set --name-template and also specify a name | kustomization.yaml:1
            fails-without-a-chart          | no chart found at                         | kustomization.yaml:1
            fails-without-a-name           | chart name cannot be empty                | kustomization.yaml:1
            """)
    void sayWhatIsWrongAndWhere(String name, String words, String more) throws Exception {
        Built built = build(name);

        assertThat(built.code()).isOne();
        assertThat(built.out()).isEmpty();
        assertThat(built.err()).startsWith("Error: ").contains(words, more);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { name: web, repo: "https://charts.example.com", version: 1.0.0 } | helm pull --untar --untardir charts/web-1.0.0 --repo https://charts.example.com web --version 1.0.0
            { name: web, repo: "oci://charts.example.com/x" }  | does not pin what would come
            { name: ../charts/app }                            | depends on the files of its own repository only
            { name: /charts/app }                              | depends on the files of its own repository only
            { name: app, version: ../.., repo: "https://x" }   | depends on the files of its own repository only
            { name: app, nameTemplate: "{{ randAlpha 5 }}" }   | write the name itself
            { name: app, apiVersions: ["x\\") (fail"] }        | is no API version
            { name: app, valuesFile: "https://example.com/values.yaml" } | is not fetched
            """)
    void refuseWhatWouldNotBeTheSameTomorrow(String chart, String words) throws Exception {
        Files.writeString(tree("as-it-comes").resolve("kustomization.yaml"), "helmCharts: [" + chart + "]\n");

        Built built = build("as-it-comes");

        assertThat(built.code()).isOne();
        assertThat(built.err()).contains(words);
    }

    @Test
    void refuseAHomeOfChartsThatIsElsewhereOnTheMachine() throws Exception {
        Files.writeString(
                tree("as-it-comes").resolve("kustomization.yaml"),
                "helmGlobals: { chartHome: /charts }\nhelmCharts: [{ name: app }]\n");

        assertThat(build("as-it-comes").err()).contains("Give chartHome as a path relative to the kustomization");
    }

    @Test
    void areNotRenderedUnlessAskedFor() throws Exception {
        Built built = build("as-it-comes", "--reorder", "none");

        assertThat(built.code()).isOne();
        assertThat(built.err()).contains("must specify --enable-helm");
    }

    @Test
    void takeTheClustersVersionsFromTheCommand() throws Exception {
        Built built = build(
                "as-it-comes",
                "--enable-helm",
                "--helm-kube-version",
                "1.30.1",
                "--helm-api-versions",
                "monitoring.coreos.com/v1");

        assertThat(built.out()).contains("kubernetes: v1.30.1", "monitored: \"true\"");
    }

    private Built build(String name, String... options) throws IOException {
        Path tree = tree(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] arguments = Stream.concat(
                        Stream.of("build", tree.toString()),
                        options.length == 0 ? Stream.of("--enable-helm") : Arrays.stream(options))
                .toArray(String[]::new);
        int code = BuildCommand.run(arguments, folder, new PrintStream(out), new PrintStream(err));
        return new Built(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path tree(String name) throws IOException {
        Path tree = folder.resolve(name);
        if (!Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(DATA.resolve("tree"))) {
                for (Path file : files.toList()) {
                    Path target =
                            tree.resolve(DATA.resolve("tree").relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                }
            }
            Files.copy(DATA.resolve("cases").resolve(name + ".yaml"), tree.resolve("kustomization.yaml"));
        }
        return tree;
    }

    private static Optional<Path> program(String variable, String name) {
        Stream<Path> named = Stream.ofNullable(System.getenv(variable)).map(Path::of);
        Stream<Path> onPath = Arrays.stream(
                        String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator))
                .map(part -> Path.of(part, name));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }
}
