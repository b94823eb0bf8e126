package dev.gitops.jobdsl.dsl;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.util.Node;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.jspecify.annotations.Nullable;

/** Runs a Job DSL script and records what it declares. */
final class Recorder {

    private static final Map<String, String> ROOTS = Map.of(
            "folder", "com.cloudbees.hudson.plugins.folder.Folder",
            "pipelineJob", "flow-definition",
            "multibranchPipelineJob", "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject",
            "listView", "hudson.model.ListView");

    private final DslFacts facts = DslFacts.load();
    private final Function<String, String> workspace;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<String> queued = new ArrayList<>();
    private final Set<String> plugins = new TreeSet<>();
    private final List<String> deprecated = new ArrayList<>();
    private final List<Closure<?>> blocks = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private @Nullable DslScript script;

    private Recorder(Function<String, String> workspace) {
        this.workspace = workspace;
    }

    /** Runs a script whose files are read by a function of their names. */
    static Recorder run(String text, Function<String, String> workspace) {
        Recorder recorder = new Recorder(workspace);
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DslScript.class.getName());
        Binding binding = new Binding(new LinkedHashMap<>(Map.of("out", new PrintWriter(recorder.printed, true))));
        GroovyShell shell = new GroovyShell(Recorder.class.getClassLoader(), binding, configuration);
        DslScript script = (DslScript) shell.parse(text, "jobs.groovy");
        recorder.script = script;
        script.recordTo(new Context(recorder, "DslFactory", Call.of("script", List.of())));
        script.run();
        return recorder;
    }

    Stream<Item> items() {
        return items.values().stream();
    }

    /** What the script told the build's log. */
    List<String> printed() {
        return printed.toString().lines().toList();
    }

    Stream<Item> items(String kind) {
        return items.values().stream().filter(item -> item.kind().equals(kind));
    }

    Item item(String path) {
        Item item = items.get(path);
        if (item == null) {
            throw new AssertionError("no item " + path + " among " + items.keySet());
        }
        return item;
    }

    Set<String> paths() {
        return items.keySet();
    }

    List<String> queued() {
        return queued;
    }

    Set<String> plugins() {
        return plugins;
    }

    List<String> deprecated() {
        return deprecated;
    }

    DslFacts facts() {
        return facts;
    }

    boolean isOfScript(String method) {
        return script != null
                && !script.getMetaClass().respondsTo(script, method).isEmpty()
                && Stream.of(script.getClass().getDeclaredMethods())
                        .anyMatch(declared -> declared.getName().equals(method));
    }

    void used(DslFacts.Method method) {
        plugins.addAll(method.plugins());
        if (method.deprecated()) {
            deprecated.add(method.context() + '.' + method.name());
        }
    }

    void configureLater(Closure<?> block) {
        blocks.add(block);
    }

    void enter(String context, Call call, Closure<?> closure) {
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(new Context(this, context, call));
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }

    void item(DslFacts.Method root, Call call, Closure<?> closure) {
        String path = call.arguments().get(0).toString();
        blocks.clear();
        enter(root.opens(), call, closure);
        Node xml = new Node(null, ROOTS.get(root.name()));
        List.copyOf(blocks).forEach(block -> block.call(xml));
        Item item = new Item(root.name(), path, call, xml);
        if (items.put(path, item) != null) {
            throw new MisplacedCall(path + " is declared twice, of which Jenkins takes the last");
        }
        if (!item.parent().isEmpty()
                && !(items.containsKey(item.parent())
                        && items.get(item.parent()).kind().equals("folder"))) {
            throw new MisplacedCall(path + " is declared before its folder");
        }
    }

    Object rootCall(String method, List<Object> arguments) {
        if (method.equals("readFileFromWorkspace")) {
            return workspace.apply(arguments.get(0).toString());
        }
        if (method.equals("queue")) {
            queued.add(arguments.get(0).toString());
            return "";
        }
        throw new MisplacedCall(method + " is used without a closure");
    }
}
