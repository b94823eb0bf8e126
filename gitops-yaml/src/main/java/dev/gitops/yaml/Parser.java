package dev.gitops.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a text into documents, or says where it is no YAML. */
final class Parser {

    /** Each such tab costs a parse of the text up to it. */
    private static final long MOST_WORK = 50_000_000;

    private Parser() {}

    static List<Document> parse(Text text) {
        // The parser takes no tab between two tokens, though YAML allows it: such a tab is shown to it as a space.
        StringBuilder shadow = null;
        for (int tabs = 0; ; tabs++) {
            try {
                return new NodeReader(text, shadow == null ? text.chars : shadow.toString()).read();
            } catch (MarkedYamlEngineException e) {
                int at = offset(text, e);
                shadow = shadow == null ? new StringBuilder(text.chars) : shadow;
                if ((long) tabs * text.chars.length() > MOST_WORK || !isSeparator(text, at) || !clear(shadow, at)) {
                    throw text.refuse(at, null, null, "is not YAML: " + reason(e), null, e);
                }
            } catch (ReaderException e) {
                String codePoint = String.format("U+%04X", e.getCodePoint());
                int at = Math.max(0, text.chars.indexOf(e.getCodePoint()));
                throw text.refuse(at, null, null, "has the character " + codePoint + ", which YAML forbids", null, e);
            } catch (YamlEngineException e) {
                throw text.refuse(0, null, null, "is not YAML: " + e.getMessage(), null, e);
            }
        }
    }

    private static int offset(Text text, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        int codePoint = mark.map(Mark::getIndex).orElse(0);
        return Math.min(new NodeReader.Offsets(text.chars).of(codePoint), text.chars.length());
    }

    /** Whether blanks here part tokens, or stand in a line without any; those that indent do not. */
    private static boolean isSeparator(Text text, int at) {
        char next = text.at(text.skipSpaces(at));
        return !text.firstInLine(at) || next == '#' || next == '\0' || Text.isBreak(next);
    }

    /** Makes spaces of the tabs around an offset; false where there is none. */
    private static boolean clear(StringBuilder shadow, int at) {
        int from = at;
        while (from > 0 && isBlank(shadow.charAt(from - 1))) {
            from--;
        }
        boolean any = false;
        for (int next = from; next < shadow.length() && isBlank(shadow.charAt(next)); next++) {
            any |= shadow.charAt(next) == '\t';
            shadow.setCharAt(next, ' ');
        }
        return any;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String reason(MarkedYamlEngineException e) {
        String context = e.getContext();
        String problem = e.getProblem();
        return context == null || context.isEmpty() ? problem : problem + ", " + context;
    }
}
