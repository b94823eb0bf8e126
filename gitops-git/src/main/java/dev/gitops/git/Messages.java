package dev.gitops.git;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.text.Hidden;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commit messages and people, written so that no value can forge a line, and read back. */
final class Messages {

    private static final Pattern TRAILER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*):(?: (.*))?");
    private static final Pattern PERSON = Pattern.compile("([^<>]*)<([^<>]*)>\\s*");
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_VALUE = 8 * 1024;

    private Messages() {}

    /** The whole text of a message: subject, body, and a last paragraph of trailers. */
    static String format(CommitMessage message) {
        String subject = cut(oneLine(message.subject()), LONGEST_SUBJECT);
        StringBuilder text = new StringBuilder(subject.isEmpty() ? "change" : subject).append('\n');
        String body = body(message.body());
        if (!body.isEmpty()) {
            text.append('\n')
                    .append(message.trailers().isEmpty() ? withoutTrailers(body) : body)
                    .append('\n');
        }
        if (!message.trailers().isEmpty()) {
            text.append('\n');
            for (Trailer trailer : message.trailers()) {
                if (!TRAILER.matcher(trailer.key() + ":").matches()) {
                    throw GitNames.refused(
                            "trailer", trailer.key(), "is not a trailer's name", "use letters, digits and hyphens");
                }
                text.append(trailer.key())
                        .append(": ")
                        .append(cut(oneLine(trailer.value()), LONGEST_VALUE))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** What history tells of a commit. */
    static CommitInfo read(RevCommit commit) {
        String message = commit.getFullMessage().strip();
        int line = message.indexOf('\n');
        String subject = line < 0 ? message : message.substring(0, line).strip();
        String rest = line < 0 ? "" : message.substring(line + 1).strip();
        int last = rest.lastIndexOf("\n\n");
        List<Trailer> trailers = trailers(rest.substring(last < 0 ? 0 : last + 2));
        String body = trailers.isEmpty()
                ? rest
                : last < 0 ? "" : rest.substring(0, last).strip();
        List<String> parents = new ArrayList<>();
        for (RevCommit parent : commit.getParents()) {
            parents.add(parent.name());
        }
        PersonIdent author = commit.getAuthorIdent();
        return new CommitInfo(
                commit.name(),
                parents,
                author.getName() + " <" + author.getEmailAddress() + ">",
                author.getWhenAsInstant(),
                commit.getCommitterIdent().getWhenAsInstant(),
                subject,
                body,
                trailers);
    }

    /** A person of the form {@code name} or {@code name <mail>}, at a time. */
    static PersonIdent person(String text, Instant when) {
        Matcher matcher = PERSON.matcher(oneLine(text));
        String name = matcher.matches() ? matcher.group(1) : oneLine(text);
        String mail = matcher.matches() ? matcher.group(2) : "";
        name = cut(name.replaceAll("[<>]", "").strip(), LONGEST_SUBJECT);
        return new PersonIdent(
                name.isEmpty() ? "unknown" : name, cut(mail.strip(), LONGEST_SUBJECT), when, ZoneOffset.UTC);
    }

    private static List<Trailer> trailers(String paragraph) {
        List<Trailer> trailers = new ArrayList<>();
        for (String line : paragraph.split("\n")) {
            Matcher matcher = TRAILER.matcher(line);
            if (!matcher.matches()) {
                return List.of();
            }
            trailers.add(new Trailer(
                    matcher.group(1),
                    matcher.group(2) == null ? "" : matcher.group(2).strip()));
        }
        return trailers;
    }

    /** A body without trailers below it must not end in lines that would be read as some. */
    private static String withoutTrailers(String body) {
        int last = body.lastIndexOf("\n\n");
        String paragraph = body.substring(last < 0 ? 0 : last + 2);
        return trailers(paragraph).isEmpty()
                ? body
                : body.substring(0, last < 0 ? 0 : last + 2) + "  " + paragraph.replace("\n", "\n  ");
    }

    private static String body(String text) {
        StringBuilder body = new StringBuilder();
        text.codePoints()
                .filter(c -> c != '\r')
                .forEach(c -> body.appendCodePoint(c == '\n' || c == '\t' || !Hidden.is(c) ? c : ' '));
        return body.toString()
                .replaceAll("[ \t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Hidden.is(c) ? ' ' : c));
        return line.toString().strip();
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 3)) + "...";
    }
}
