package dev.gitops.notify;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.text.Shown;
import java.util.Optional;
import java.util.stream.Collectors;

/** A record in Slack's markup: application, environment, release, commit, who, why, link, outcome. */
final class SlackText {

    private static final int SHORT = 12;

    private SlackText() {}

    static String of(DeploymentRecord record) {
        StringBuilder text = new StringBuilder();
        text.append('*')
                .append(record.operation())
                .append("* of *")
                .append(record.app())
                .append("* in *")
                .append(record.environment())
                .append("*: ")
                .append(record.outcome());
        String release = ImageChange.after(record.images()).stream()
                .map(after -> after.image().toString())
                .collect(Collectors.joining(", "));
        if (!release.isEmpty()) {
            text.append("\n").append(escaped(release));
        }
        record.commit()
                .ifPresent(commit -> text.append("\ncommit ").append(commit, 0, Math.min(SHORT, commit.length())));
        text.append("\nby ").append(escaped(record.requestedBy()));
        record.approvals().forEach(approval -> text.append(", approved by ").append(escaped(approval.by())));
        record.reason().ifPresent(why -> text.append("\nbecause: ").append(escaped(why)));
        record.failure().ifPresent(why -> text.append("\nfailed: ").append(escaped(why)));
        record.breakGlass().ifPresent(why -> text.append("\nBREAK-GLASS: ").append(escaped(why)));
        record.changeRequest().ifPresent(request -> text.append("\n").append(escaped(request.url())));
        record.buildUrl().ifPresent(url -> text.append("\n").append(escaped(url)));
        return text.toString();
    }

    static String of(String job, String reason, Optional<String> buildUrl) {
        return "*" + escaped(job) + "*: failed\nfailed: " + escaped(reason)
                + buildUrl.map(url -> "\n" + escaped(url)).orElse("");
    }

    /** One line without hidden characters; Slack reads these three as markup and mentions. */
    private static String escaped(String text) {
        return Shown.line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
