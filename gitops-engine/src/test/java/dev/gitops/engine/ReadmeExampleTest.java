package dev.gitops.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.ChangeOutcome;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the README and of the page for embedders, to the letter, compiled; the first one also run as a program of its own. */
class ReadmeExampleTest {

    @TempDir
    Path folder;

    @Test
    void theExampleOfTheReadmePromotes() throws Exception {
        TestWorld world = new TestWorld(folder);
        world.as("alice").close();
        world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("1.1.0")));
        compile(example());

        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + File.pathSeparator + System.getProperty("java.class.path"),
                        "Example")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        program.environment().put("GITOPS_CACHE", folder.resolve("cache").toString());
        Process run = program.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(said).contains("+          image: " + TestWorld.IMAGE + ":1.1.0 # moved by gitops");
        assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).isEqualTo(TestWorld.deployment("1.1.0"));
        assertThat(world.message("main")).contains("Reason: SHOP-42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/embedding.md"})
    void anOutcomeIsToldByFold(String page) throws Exception {
        String statement = statement(page, "outcome.fold(");
        String others = Stream.of(ChangeOutcome.Cases.class.getMethods())
                .filter(method -> !statement.contains(" " + method.getName() + "("))
                .map(method -> "@Override public String " + method.getName() + "("
                        + method.getParameterTypes()[0].getCanonicalName() + " end) { return end.word(); }\n")
                .collect(Collectors.joining());

        assertThat(others).as("the page leaves some out").isNotEmpty();
        compile(PARAMETER
                + Pattern.compile("^ *\\.\\.\\..*$", Pattern.MULTILINE)
                        .matcher(statement)
                        .replaceFirst(others) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/embedding.md"})
    void anOutcomeIsToldByPatterns(String page) throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "skipped: patterns of records are of Java 21");
        compile(PARAMETER + statement(page, "switch (outcome)"));
    }

    private static final String PARAMETER = "}\nstatic void tell(ChangeOutcome outcome) {\n";

    /** The one that has these words. */
    private static String statement(String page, String words) throws Exception {
        return Stream.of(Files.readString(Path.of("..", page)).split("```"))
                .filter(block -> block.startsWith("java\n"))
                .flatMap(block -> Stream.of(block.substring("java\n".length()).split("(?m)^(?=String )")))
                .filter(statement -> statement.contains(words))
                .findFirst()
                .orElseThrow()
                .concat("\n");
    }

    private static String example() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(begin, readme.indexOf("```", begin));
    }

    private void compile(String example) throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                "import dev.gitops.api.*;\nimport static dev.gitops.api.EnvironmentName.*;\nimport java.nio.file.Path;\npublic class Example {\n"
                        + "public static void main(String[] arguments) {\n" + example + "}\n}\n");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(code).isZero();
    }
}
