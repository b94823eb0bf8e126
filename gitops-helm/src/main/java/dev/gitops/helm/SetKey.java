package dev.gitops.helm;

import dev.gitops.yaml.YamlPath;

/** The key of a value as {@code helm --set} writes it: {@code \.} is a dot that belongs to a name. */
final class SetKey {

    private SetKey() {}

    /** The path that a key means: {@code ann.prometheus\.io/port} has two steps. */
    static YamlPath parse(String key) {
        if (key.indexOf('\\') < 0) {
            return YamlPath.parse(key);
        }
        StringBuilder path = new StringBuilder();
        for (String part : key.split("(?<!\\\\)\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            String rest = bracket < 0 ? "" : part.substring(bracket);
            if (name.indexOf('\\') < 0) {
                path.append(path.isEmpty() || name.isEmpty() ? "" : ".").append(name);
            } else {
                String plain = name.replaceAll("\\\\(.)", "$1");
                path.append("[\"")
                        .append(plain.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"]");
            }
            path.append(rest);
        }
        return YamlPath.parse(path.toString());
    }
}
