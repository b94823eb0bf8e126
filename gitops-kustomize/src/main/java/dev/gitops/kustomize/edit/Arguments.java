package dev.gitops.kustomize.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a command line: flags anywhere, {@code --} ends them. */
final class Arguments {

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();

    private Arguments() {}

    /**
     * Sorts words.
     *
     * @param arguments the words
     * @param switches flags without a value; a short form as in {@code f=force}
     * @param texts flags with a value
     */
    static Arguments parse(List<String> arguments, Set<String> switches, Set<String> texts) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--")) {
                parsed.words.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                parsed.words.add(word);
                continue;
            }
            boolean isLong = word.startsWith("--");
            int equals = word.indexOf('=');
            String given = word.substring(isLong ? 2 : 1, equals < 0 ? word.length() : equals);
            String name = isLong ? given : longName(given, switches);
            if (switches.stream()
                    .anyMatch(flag -> flag.substring(flag.indexOf('=') + 1).equals(name))) {
                parsed.put(name, equals < 0 ? "true" : word.substring(equals + 1));
            } else if (!texts.contains(name)) {
                throw new KustomizeEditException(
                        isLong
                                ? "unknown flag: --" + given
                                : "unknown shorthand flag: '" + word.charAt(1) + "' in " + word);
            } else if (equals < 0 && i + 1 == arguments.size()) {
                throw new KustomizeEditException("flag needs an argument: --" + name);
            } else {
                parsed.put(name, equals < 0 ? arguments.get(++i) : word.substring(equals + 1));
            }
        }
        return parsed;
    }

    private static String longName(String shortName, Set<String> switches) {
        return switches.stream()
                .filter(flag -> flag.startsWith(shortName + "="))
                .map(flag -> flag.substring(flag.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private void put(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    List<String> words() {
        return words;
    }

    String text(String name, String otherwise) {
        List<String> all = texts(name);
        return all.isEmpty() ? otherwise : all.get(all.size() - 1);
    }

    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean flag(String name) {
        String value = text(name, "false");
        return switch (value) {
            case "true", "True", "TRUE", "1", "t", "T" -> true;
            case "false", "False", "FALSE", "0", "f", "F" -> false;
            default ->
                throw new KustomizeEditException(
                        "invalid argument \"" + value + "\" for --" + name + ": true or false is expected");
        };
    }

    String only(String message) {
        if (words.size() != 1) {
            throw new KustomizeEditException(message);
        }
        return words.get(0);
    }

    /** The parts of the one word there may be, which commas separate. */
    List<String> commaSeparated(String none, String many) {
        if (words.isEmpty()) {
            throw new KustomizeEditException(none);
        }
        if (words.size() > 1) {
            throw new KustomizeEditException(many.replace("{}", words.toString().replace(",", "")));
        }
        return List.of(words.get(0).split(",", -1));
    }
}
