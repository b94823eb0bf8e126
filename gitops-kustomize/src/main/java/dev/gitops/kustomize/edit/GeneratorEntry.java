package dev.gitops.kustomize.edit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is added to {@code configMapGenerator} or {@code secretGenerator}.
 *
 * @param name the name of the ConfigMap or Secret
 * @param namespace its namespace; empty for the default
 * @param literals {@code key=value} each
 * @param files a file, or {@code key=file}, each
 * @param envs files of {@code key=value} lines
 * @param behavior {@code create}, {@code merge}, {@code replace}, or empty
 * @param type a Secret's type; empty for a ConfigMap
 * @param plainName whether the name gets no hash
 */
public record GeneratorEntry(
        String name,
        String namespace,
        List<String> literals,
        List<String> files,
        List<String> envs,
        String behavior,
        String type,
        boolean plainName) {

    private static final Set<String> BEHAVIORS = Set.of("", "create", "merge", "replace");

    /**
     * Checks that the parts go together.
     *
     * @throws KustomizeEditException when they do not
     */
    public GeneratorEntry {
        literals = List.copyOf(literals);
        files = List.copyOf(files);
        envs = List.copyOf(envs);
        if (envs.isEmpty() && files.isEmpty() && literals.isEmpty()) {
            throw new KustomizeEditException("at least from-env-file, or from-file or from-literal must be set");
        }
        if (!envs.isEmpty() && !(files.isEmpty() && literals.isEmpty())) {
            throw new KustomizeEditException("from-env-file cannot be combined with from-file or from-literal");
        }
        if (!BEHAVIORS.contains(behavior)) {
            throw new KustomizeEditException(
                    "invalid behavior: must be one of \"create\", \"merge\", or \"replace\", but is \"" + behavior
                            + "\"");
        }
    }

    Map<String, Object> entry() {
        Map<String, Object> entry = new TreeMap<>();
        entry.put("name", name);
        put(entry, "namespace", namespace);
        put(entry, "behavior", behavior);
        put(entry, "type", type);
        put(entry, "literals", literals);
        put(entry, "files", files);
        put(entry, "envs", envs);
        if (plainName) {
            entry.put("options", Map.of("disableNameSuffixHash", true));
        }
        return entry;
    }

    private static void put(Map<String, Object> entry, String key, Object value) {
        if (!value.equals("") && !value.equals(List.of())) {
            entry.put(key, value);
        }
    }

    /** The keys that literals and files of an entry make; refuses one that is there twice, and what makes none. */
    static void checkKeys(String what, String name, List<String> literals, List<String> files) {
        Set<String> keys = new HashSet<>();
        for (String literal : literals) {
            int equals = literal.indexOf('=');
            if (equals < 0) {
                throw new KustomizeEditException("invalid literal source " + literal + ", expected key=value");
            }
            checkKey(what, name, keys, literal.substring(0, equals));
        }
        for (String file : files) {
            int equals = file.indexOf('=');
            if (equals == 0 || equals == file.length() - 1 || file.indexOf('=', equals + 1) > 0) {
                throw new KustomizeEditException("invalid file source " + file + ", expected a file or key=file");
            }
            checkKey(
                    what,
                    name,
                    keys,
                    equals > 0 ? file.substring(0, equals) : file.substring(file.lastIndexOf('/') + 1));
        }
    }

    private static void checkKey(String what, String name, Set<String> keys, String key) {
        if (!keys.add(key)) {
            throw new KustomizeEditException(what + " " + name + " illegally repeats the key `" + key + "`");
        }
    }
}
