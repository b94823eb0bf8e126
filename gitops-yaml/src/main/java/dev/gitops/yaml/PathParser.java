package dev.gitops.yaml;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;

/** Reads the text form of a path. */
final class PathParser {

    private final String text;
    private int at;

    PathParser(String text) {
        this.text = text;
    }

    YamlPath parse() {
        YamlPath path = YamlPath.root();
        if (text.equals(".")) {
            return path;
        }
        if (text.isEmpty()) {
            throw wrong("is empty");
        }
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                at++;
                path = bracket(path);
            } else {
                if (at > 0) {
                    expect('.');
                }
                path = path.key(name("."));
            }
        }
        return path;
    }

    private YamlPath bracket(YamlPath path) {
        boolean quoted = at < text.length() && isQuote(text.charAt(at));
        String name = name("=");
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            String value = at < text.length() && text.charAt(at) == ']' ? "" : name("");
            expect(']');
            return path.where(name, value);
        }
        expect(']');
        if (quoted) {
            return path.key(name);
        }
        try {
            return path.item(Integer.parseInt(name));
        } catch (IllegalArgumentException e) {
            throw wrong("has [" + name + "], which is neither an index, nor key=value, nor a quoted key");
        }
    }

    /** A quoted name, or the characters up to a bracket or one of the ends. */
    private String name(String ends) {
        if (at < text.length() && isQuote(text.charAt(at))) {
            return quotedName();
        }
        int from = at;
        while (at < text.length() && "[]".indexOf(text.charAt(at)) < 0 && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw wrong("lacks a name at character " + (at + 1));
        }
        return text.substring(from, at);
    }

    private String quotedName() {
        char quote = text.charAt(at++);
        StringBuilder name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        expect(quote);
        return name.toString();
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("lacks " + c + " at character " + (at + 1));
        }
        at++;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private InvalidInputException wrong(String why) {
        Problem problem = Problem.of(
                "path", text, why, "write it as in images[name=shop].newTag or labels[\"app.kubernetes.io/name\"]");
        return new InvalidInputException("a YAML path", List.of(problem));
    }
}
