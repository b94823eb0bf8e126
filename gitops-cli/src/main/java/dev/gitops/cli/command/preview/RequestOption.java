package dev.gitops.cli.command.preview;

import dev.gitops.cli.option.Arguments;
import picocli.CommandLine.Option;

/** Which change request. */
final class RequestOption {

    @Option(
            names = "--request",
            paramLabel = "N",
            required = true,
            description = "The number of the change request to the application's source; in Jenkins CHANGE_ID.")
    private String request = "";

    RequestOption() {}

    long number() {
        boolean digits = !request.isEmpty()
                && request.length() <= 10
                && request.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!digits || Long.parseLong(request) < 1) {
            throw Arguments.refuse(
                    "--request", request, "is no number of a change request", "give its number; in Jenkins CHANGE_ID");
        }
        return Long.parseLong(request);
    }
}
