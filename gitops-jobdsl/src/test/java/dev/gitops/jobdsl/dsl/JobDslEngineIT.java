package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.util.Node;
import groovy.util.NodeList;
import groovy.util.XmlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** The real engine makes of the script what the recorder says it does. Runs in the profile {@code job-dsl-engine} only: job-dsl-core is not on Maven Central. */
class JobDslEngineIT {

    private final JobPlan plan = JobPlan.of(Sample.apps(3));
    private Recorder recorded;
    private Map<String, Node> real;

    @BeforeEach
    void runBoth() throws Exception {
        assumeTrue(
                engineIsThere(),
                "job-dsl-core is not on the class path: use -Pjob-dsl-engine -Djob-dsl.repository=URL");
        recorded = SeedRun.declare(plan);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("jobs.json", plan.json());
        for (String name :
                List.of("common", "deploy", "release", "promote", "rollback", "dispatch", "drift", "report")) {
            files.put("seed/pipelines/" + name + ".groovy", SeedRun.file("pipelines/" + name + ".groovy"));
        }
        Binding binding = new Binding(new LinkedHashMap<>(Map.of("script", SeedRun.script(), "files", files)));
        Map<?, ?> saved = (Map<?, ?>) new GroovyShell(getClass().getClassLoader(), binding).evaluate(engineScript());
        real = new TreeMap<>();
        for (Object kind : saved.values()) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) kind).entrySet()) {
                real.put(entry.getKey().toString(), parsed(entry.getValue().toString()));
            }
        }
    }

    @Test
    void declaresTheSameItemsAndViews() {
        assertThat(real.keySet()).isEqualTo(new TreeSet<>(recorded.paths()));
    }

    @Test
    void writesTheSameScripts() {
        pipelines()
                .forEach(job -> assertThat(texts(real.get(job.path()), "script"))
                        .as(job.path())
                        .containsExactly(job.call().argumentText("script")));
    }

    @Test
    void writesTheSameParameters() {
        pipelines()
                .forEach(job -> assertThat(texts(real.get(job.path()), "name"))
                        .as(job.path())
                        .containsExactlyElementsOf(parametersInOrder(job)));
    }

    @Test
    void writesWhatTheConfigureBlocksSay() {
        recorded.items("pipelineJob").forEach(job -> {
            Node properties = first(real.get(job.path()), "properties");
            Node expected = first(parsed(job.configured()), "properties");
            for (Object each : expected.children()) {
                Node property = (Node) each;
                assertThat(first(properties, property.name().toString()).toString())
                        .isEqualTo(property.toString());
            }
        });
        recorded.items("multibranchPipelineJob")
                .forEach(job -> assertThat(texts(first(real.get(job.path()), "factory"), "scriptPath"))
                        .containsExactlyElementsOf(texts(parsed(job.configured()), "scriptPath")));
    }

    private Stream<Item> pipelines() {
        return recorded.items("pipelineJob").filter(job -> !job.path().equals("gitops/seed"));
    }

    private static List<String> parametersInOrder(Item job) {
        return job.call()
                .all("parameters")
                .flatMap(call -> call.calls().stream())
                .map(call -> call.arguments().get(0).toString())
                .toList();
    }

    private static List<String> texts(Node node, String name) {
        return ((List<?>) node.depthFirst())
                .stream()
                        .filter(Node.class::isInstance)
                        .map(Node.class::cast)
                        .filter(each -> each.name().toString().equals(name))
                        .map(Node::text)
                        .toList();
    }

    private static Node first(Node node, String name) {
        return (Node) ((NodeList) node.get(name)).get(0);
    }

    private static Node parsed(String xml) {
        try {
            return new XmlParser().parseText(xml);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(xml, e);
        }
    }

    private static boolean engineIsThere() {
        try {
            Class.forName("javaposse.jobdsl.dsl.DslScriptLoader");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String engineScript() throws IOException {
        try (var text = JobDslEngineIT.class.getResourceAsStream("/dev/gitops/jobdsl/engine.groovy")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
