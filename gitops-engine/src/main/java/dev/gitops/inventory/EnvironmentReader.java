package dev.gitops.inventory;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.EnvironmentSpec.Drift;
import dev.gitops.api.ImmutableEnvironmentSpec;
import dev.gitops.api.model.ApprovalRule;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.model.GateSpec;
import dev.gitops.api.model.ProviderConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds environments, and applications' views of them, from a document that was found valid. */
final class EnvironmentReader {

    private final String file;
    private final Map<String, EnvironmentSpec> bases = new LinkedHashMap<>();
    private final Map<String, List<String>> sources = new LinkedHashMap<>();
    private final Map<String, Map<EnvironmentName, Duration>> soaks = new LinkedHashMap<>();

    EnvironmentReader(String file, Node root) {
        this.file = file;
        for (Node.Field field : Tree.fields(root, "environments")) {
            EnvironmentSpec base = EnvironmentSpec.builder()
                    .name(EnvironmentName.of(field.key()))
                    .build();
            bases.put(field.key(), overridden(base, field.value()));
            sources.put(field.key(), PromotionSources.names(field.value()));
            soaks.put(field.key(), overridden(base, field.value()).soak());
        }
    }

    /** {@return the environments before any application's overrides, in the order of the file} */
    Map<EnvironmentName, EnvironmentSpec> all() {
        Map<EnvironmentName, EnvironmentSpec> all = new LinkedHashMap<>();
        for (EnvironmentSpec base : bases.values()) {
            all.put(base.name(), base);
        }
        return all;
    }

    /**
     * An application's environments in the order of the file.
     *
     * @param listed the list of names, or the map of overrides
     */
    Map<EnvironmentName, EnvironmentSpec> of(@Nullable Node listed) {
        Map<String, Node> overrides = new LinkedHashMap<>();
        if (listed instanceof Node.Items items) {
            for (Node item : items.items()) {
                overrides.put(String.valueOf(Tree.text(item)), Tree.map(null));
            }
        } else {
            for (Node.Field field : Tree.map(listed).fields().values()) {
                overrides.put(field.key(), field.value());
            }
        }
        Map<EnvironmentName, EnvironmentSpec> own = new LinkedHashMap<>();
        for (Map.Entry<String, EnvironmentSpec> base : bases.entrySet()) {
            Node override = overrides.get(base.getKey());
            if (override != null) {
                EnvironmentSpec settled = settled(base.getValue(), override, overrides.keySet());
                own.put(settled.name(), settled);
            }
        }
        return own;
    }

    private EnvironmentSpec settled(EnvironmentSpec base, Node override, Set<String> own) {
        EnvironmentSpec settled = overridden(base, override);
        if (Tree.at(override, "promotesFrom") != null) {
            return settled;
        }
        Map<String, Duration> within = PromotionPaths.within(base.name().value(), own, sources, soaks);
        List<EnvironmentName> from = names(within.keySet());
        if (from.equals(settled.promotesFrom())) {
            return settled;
        }
        return ImmutableEnvironmentSpec.copyOf(settled).withPromotesFrom(from).withSoak(timed(within));
    }

    private EnvironmentSpec overridden(EnvironmentSpec base, Node keys) {
        if (Tree.map(keys).fields().isEmpty()) {
            return base;
        }
        ImmutableEnvironmentSpec spec = ImmutableEnvironmentSpec.copyOf(base);
        for (Node.Field field : Tree.map(keys).fields().values()) {
            spec = with(spec, field.key(), field.value(), keys);
        }
        return spec;
    }

    private ImmutableEnvironmentSpec with(ImmutableEnvironmentSpec spec, String key, Node value, Node keys) {
        String text = Tree.text(value) == null ? "" : String.valueOf(Tree.text(value));
        return switch (key) {
            case "cluster" -> spec.withCluster(text);
            case "namespace" -> spec.withNamespace(text);
            case "promotesFrom" -> promotion(spec, PromotionSources.of(keys, KeyPath.ROOT));
            case "autoPromote" -> spec.withAutoPromote(Tree.flag(keys, key, false));
            case "protected" -> spec.withIsProtected(Tree.flag(keys, key, false));
            case "branch" -> spec.withBranch(text);
            case "reviewers" -> spec.withReviewers(Tree.texts(keys, key));
            case "approvers" -> spec.withApprovers(Tree.texts(keys, key));
            case "approvals" -> spec.withApprovals(approvals(Tree.items(keys, key)));
            case "fourEyes" -> spec.withFourEyes(Tree.flag(keys, key, false));
            case "freeze" -> spec.withFreezes(freezes(Tree.items(keys, key)));
            case "windows" -> spec.withWindows(WindowReader.windows(value));
            case "gates" -> spec.withGates(gates(Tree.items(keys, key)));
            case "delivery" -> spec.withDelivery(provider(file, value));
            case "drift" -> spec.withDrift(drift(text));
            case "timeout" -> spec.withTimeout(duration(text, spec.timeout()));
            case "bake" -> spec.withBake(Durations.parse(text));
            case "rollbackOnFailure" -> spec.withRollbackOnFailure(Tree.flag(keys, key, false));
            case "preview" -> spec.withPreview(PreviewReader.spec(value));
            default ->
                throw new IllegalStateException("the schema allows an environment's key that is not read: " + key);
        };
    }

    private static ImmutableEnvironmentSpec promotion(ImmutableEnvironmentSpec spec, PromotionSources from) {
        Map<String, Duration> soaks = new LinkedHashMap<>();
        from.sources().forEach(source -> soaks.merge(source.name(), source.soak(), PromotionPaths::longer));
        return spec.withPromotesFrom(names(soaks.keySet()))
                .withPromotesFromAll(from.all())
                .withSoak(timed(soaks));
    }

    private static Map<EnvironmentName, Duration> timed(Map<String, Duration> soaks) {
        Map<EnvironmentName, Duration> timed = new LinkedHashMap<>();
        soaks.forEach((name, soak) -> {
            if (!soak.isZero()) {
                timed.put(EnvironmentName.of(name), soak);
            }
        });
        return timed;
    }

    private static List<GateSpec> gates(List<Node> nodes) {
        List<GateSpec> gates = new ArrayList<>();
        for (Node node : nodes) {
            gates.add(new GateSpec(
                    Tree.text(node, "name", ""),
                    Tree.text(node, "http", ""),
                    "promotion".equals(Tree.text(node, "before"))
                            ? GateSpec.Before.PROMOTION
                            : GateSpec.Before.DEPLOYMENT,
                    duration(Tree.text(node, "timeout"), Duration.ofSeconds(10)),
                    duration(Tree.text(node, "interval"), Duration.ofSeconds(15)),
                    duration(Tree.text(node, "deadline"), Duration.ofMinutes(5))));
        }
        return gates;
    }

    private static List<ApprovalRule> approvals(List<Node> nodes) {
        List<ApprovalRule> rules = new ArrayList<>();
        nodes.forEach(node -> rules.add(approval(node)));
        return rules;
    }

    static ApprovalRule approval(Node node) {
        String one = Tree.text(node, "from");
        int count = Tree.at(node, "count") instanceof Node.Scalar scalar && scalar.data() instanceof Number number
                ? number.intValue()
                : 1;
        return new ApprovalRule(one == null ? Tree.texts(node, "from") : List.of(one), count, Tree.texts(node, "when"));
    }

    private static List<FreezeSpec> freezes(List<Node> nodes) {
        List<FreezeSpec> freezes = new ArrayList<>();
        for (Node node : nodes) {
            freezes.add(new FreezeSpec(
                    Tree.text(node, "from", ""),
                    Tree.text(node, "to", ""),
                    ZoneId.of(Tree.text(node, "zone", "UTC")),
                    Tree.text(node, "reason")));
        }
        return freezes;
    }

    private static Drift drift(String word) {
        return switch (word) {
            case "heal" -> Drift.HEAL;
            case "off" -> Drift.OFF;
            default -> Drift.REPORT;
        };
    }

    private static List<EnvironmentName> names(Collection<String> texts) {
        List<EnvironmentName> names = new ArrayList<>(texts.size());
        for (String text : texts) {
            names.add(EnvironmentName.of(text));
        }
        return names;
    }

    static Duration duration(@Nullable String text, Duration otherwise) {
        return text == null ? otherwise : Durations.parse(text).orElse(otherwise);
    }

    /** {@return a word, or the one key with its options} */
    static ProviderConfig provider(String file, Node node) {
        if (node instanceof Node.Fields fields) {
            for (Node.Field field : fields.fields().values()) {
                String position = file + ":" + field.line() + ":" + field.column();
                return new ProviderConfig(field.key(), field.value().data(), position);
            }
        }
        return new ProviderConfig(
                String.valueOf(Tree.text(node)), null, file + ":" + node.line() + ":" + node.column());
    }
}
