package dev.gitops.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110).
 *
 * @param scheme in lower case, as in {@code bearer}
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** {@return the challenges of a header, or of several} */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            new Reader(header).readInto(challenges);
        }
        return challenges;
    }

    /** Reads one header, a character at a time; what it does not understand ends it. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void readInto(List<Challenge> challenges) {
            String scheme = "";
            Map<String, String> parameters = new HashMap<>();
            while (skipTo()) {
                String token = token();
                if (token.isEmpty()) {
                    break;
                }
                skipSpaces();
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    parameters.put(token.toLowerCase(Locale.ROOT), value());
                } else {
                    add(challenges, scheme, parameters);
                    scheme = token.toLowerCase(Locale.ROOT);
                    parameters = new HashMap<>();
                }
            }
            add(challenges, scheme, parameters);
        }

        private static void add(List<Challenge> challenges, String scheme, Map<String, String> parameters) {
            if (!scheme.isEmpty()) {
                challenges.add(new Challenge(scheme, parameters));
            }
        }

        private boolean skipTo() {
            while (at < text.length()
                    && (text.charAt(at) == ',' || text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            return at < text.length();
        }

        private void skipSpaces() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && " ,=\"\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String value() {
            skipSpaces();
            if (at >= text.length() || text.charAt(at) != '"') {
                return token();
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }
    }
}
