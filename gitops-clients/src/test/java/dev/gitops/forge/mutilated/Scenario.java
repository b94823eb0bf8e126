package dev.gitops.forge.mutilated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.Approval;
import dev.gitops.forge.HostedForgeProvider;
import dev.gitops.spi.Forge;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A question to a host, with its answers.
 *
 * @param name what is the case
 * @param provider which host
 * @param root the path of the repository
 * @param answers by path
 * @param evidence what the client takes for reviewed
 * @param right what it shall take for reviewed with the answers as they are
 * @param decisive the keys without which nothing is proved, by path and pointer: a regular expression
 */
record Scenario(
        String name,
        HostedForgeProvider provider,
        String root,
        Map<String, JsonNode> answers,
        Function<Forge, Set<String>> evidence,
        Set<String> right,
        String decisive) {

    /** Nothing was reviewed: whatever is missing, nothing becomes so. */
    static Scenario nothing(
            String name, HostedForgeProvider provider, String root, Function<Forge, Set<String>> evidence) {
        return new Scenario(name, provider, root, Map.of(), evidence, Set.of(), "");
    }

    /** The same with an answer; its path counts from the repository's. */
    Scenario with(String path, String document) {
        Map<String, JsonNode> more = new TreeMap<>(answers);
        more.put(
                path.startsWith("/") ? path : path.isEmpty() ? root : root + "/" + path,
                Mutilation.json(document.replace('\'', '"')));
        return new Scenario(name, provider, root, more, evidence, right, decisive);
    }

    /** The same where something was reviewed, and is not where a decisive key is missing. */
    Scenario proves(String name, Set<String> right, String decisive) {
        return new Scenario(name, provider, root, answers, evidence, right, decisive);
    }

    Scenario named(String name) {
        return new Scenario(name, provider, root, answers, evidence, right, decisive);
    }

    static Set<String> approvals(Forge forge) {
        Set<String> names = new TreeSet<>();
        forge.details(7).approvals().stream().map(Approval::by).forEach(names::add);
        return names;
    }

    static Function<Forge, Set<String>> brought(String commit) {
        return forge -> {
            Set<String> numbers = new TreeSet<>();
            forge.mergedWith(commit, "main")
                    .forEach(details ->
                            numbers.add(String.valueOf(details.request().number())));
            return numbers;
        };
    }

    @Override
    public String toString() {
        return provider.kind() + ": " + name;
    }
}
