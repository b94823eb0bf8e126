package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.text.Shown;
import java.util.List;

/** Failures in JSON and in words. */
public final class ErrorOutput {

    private ErrorOutput() {}

    /**
     * The exit code of a failure.
     *
     * @param failure what was thrown
     * @return {@link ExitCode#INVALID} for input that cannot be used, else {@link ExitCode#FAILED}
     */
    public static int exitCode(Throwable failure) {
        return failure instanceof InvalidInputException ? ExitCode.INVALID : ExitCode.FAILED;
    }

    /**
     * A failure in JSON.
     *
     * @param failure what was thrown
     * @return the document
     */
    public static ObjectNode json(Throwable failure) {
        List<Problem> problems = failure instanceof InvalidInputException invalid ? invalid.problems() : List.of();
        return json(exitCode(failure), text(failure), problems);
    }

    /**
     * A failure in JSON.
     *
     * @param code the exit code
     * @param message what went wrong
     * @param problems where, one by one
     * @return the document
     */
    public static ObjectNode json(int code, String message, List<Problem> problems) {
        ObjectNode json = Json.object();
        ObjectNode error = json.putObject("error");
        error.put("code", code);
        error.put("message", message);
        ArrayNode array = error.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode node = array.addObject();
            Json.put(node, "file", problem.file());
            problem.atLine().ifPresent(line -> node.put("line", line));
            if (problem.column() > 0) {
                node.put("column", problem.column());
            }
            Json.put(node, "key", problem.key());
            Json.put(node, "value", problem.value());
            node.put("message", problem.message());
            Json.put(node, "hint", problem.hint());
        }
        return json;
    }

    /**
     * A failure in words.
     *
     * @param failure what was thrown
     * @return the message; of an error that is none of ours with its type, since it is a defect
     */
    public static String text(Throwable failure) {
        if (failure instanceof GitOpsException known) {
            return Shown.lines(Shown.withoutLogins(String.valueOf(known.getMessage())));
        }
        return "this is a defect of gitops, please report it with -v's output: "
                + Shown.lines(Shown.withoutLogins(failure.toString()));
    }
}
