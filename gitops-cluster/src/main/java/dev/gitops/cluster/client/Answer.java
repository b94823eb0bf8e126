package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the server answered.
 *
 * @param code the HTTP status
 * @param body the JSON; missing where the body was none
 * @param text the body as text where it was no JSON; empty otherwise
 * @param warnings what the server says beside it, as of deprecated versions and by policies that only warn
 */
public record Answer(int code, JsonNode body, String text, List<String> warnings) {

    private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Copies the list. */
    public Answer {
        warnings = List.copyOf(warnings);
    }

    /** An answer without warnings. */
    public Answer(int code, JsonNode body, String text) {
        this(code, body, text, List.of());
    }

    /** The same with what the headers of the name {@code Warning} say. */
    Answer warning(List<String> headers) {
        List<String> said = headers.stream()
                .flatMap(header -> WARNING.matcher(header).results())
                .map(match -> match.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
        return new Answer(code, body, text, said);
    }

    /**
     * What a server says about one field.
     *
     * @param field the field's path; empty where the whole object is meant
     * @param reason a word, as in {@code FieldManagerConflict}
     * @param message a sentence
     */
    public record Cause(String field, String reason, String message) {}

    /** {@return whether the request was done} */
    public boolean ok() {
        return code >= 200 && code < 300;
    }

    /** {@return whether it is an object of the API, as all that the server itself says is} */
    boolean said() {
        return !body.path("kind").asText("").isEmpty();
    }

    /** {@return whether the request made a new object} */
    public boolean created() {
        return code == 201;
    }

    /** {@return whether what was asked for is not there} */
    public boolean notFound() {
        return code == 404;
    }

    /** {@return whether the rights are missing} */
    public boolean denied() {
        return code == 403 && lacksRights();
    }

    /** {@return whether the object was written by somebody else since it was read} */
    public boolean stale() {
        return conflict() && reason().equals("Conflict") && causes().stream().noneMatch(Answer::owned);
    }

    /** {@return whether another field manager owns what was to be written} */
    public boolean fieldConflict() {
        return conflict() && causes().stream().anyMatch(Answer::owned);
    }

    private static boolean owned(Cause cause) {
        return cause.reason().equals("FieldManagerConflict");
    }

    /** A quota or an admission plugin answers 403 too; the authorizer alone says who cannot do what. */
    private boolean lacksRights() {
        return message().contains(" cannot ") && message().contains(" resource ")
                || message().contains("attempting to grant RBAC permissions not currently held");
    }

    /** {@return whether somebody else changed or holds what was to be written} */
    public boolean conflict() {
        return code == 409;
    }

    /** {@return the server's word for a refusal, as in {@code AlreadyExists}; empty where it gave none} */
    public String reason() {
        return body.path("reason").asText("");
    }

    /** {@return the server's sentence for a refusal; the bare body where it gave none} */
    public String message() {
        String message = body.path("message").asText("");
        return message.isEmpty() ? text.isBlank() ? "HTTP " + code : text.strip() : message;
    }

    /** {@return what the server says field by field; empty in most answers} */
    public List<Cause> causes() {
        return Json.items(Json.at(body, "details", "causes")).stream()
                .map(cause -> new Cause(
                        cause.path("field").asText(""),
                        cause.path("reason").asText(""),
                        cause.path("message").asText("")))
                .toList();
    }
}
