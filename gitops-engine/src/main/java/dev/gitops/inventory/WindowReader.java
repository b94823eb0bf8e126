package dev.gitops.inventory;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImmutableEnvironmentSpec;
import dev.gitops.api.model.WindowSpec;
import dev.gitops.api.model.WindowsSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds windows from a document that was found valid. */
final class WindowReader {

    private static final String KEY = "windows";

    private WindowReader() {}

    /** What a map with {@code allow} and {@code deny} says. */
    static WindowsSpec windows(@Nullable Node node) {
        return new WindowsSpec(read(Tree.items(node, "allow")), read(Tree.items(node, "deny")));
    }

    static WindowSpec window(Node node) {
        String length = Tree.text(node, "for");
        return new WindowSpec(
                Tree.text(node, "from", ""),
                Tree.text(node, "to"),
                Tree.text(node, "every"),
                length == null ? null : Durations.parse(length).orElse(Duration.ZERO),
                ZoneId.of(Tree.text(node, "zone", "UTC")),
                Tree.text(node, "reason"));
    }

    private static List<WindowSpec> read(List<Node> nodes) {
        List<WindowSpec> windows = new ArrayList<>();
        nodes.forEach(node -> windows.add(window(node)));
        return windows;
    }

    /** An application's environments with the windows of some owner, its team or itself, where those are for them. */
    static void add(@Nullable Node owner, Map<EnvironmentName, EnvironmentSpec> environments) {
        Node node = Tree.at(owner, KEY);
        if (node == null) {
            return;
        }
        List<String> only = Tree.texts(node, "in");
        WindowsSpec windows = windows(node);
        environments.replaceAll((name, environment) -> only.isEmpty() || only.contains(name.value())
                ? ImmutableEnvironmentSpec.builder()
                        .from(environment)
                        .addWindows(windows)
                        .build()
                : environment);
    }
}
