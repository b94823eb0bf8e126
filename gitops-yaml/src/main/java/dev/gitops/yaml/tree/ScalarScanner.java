package dev.gitops.yaml.tree;

/** Bare and quoted scalars: where they end, and how their line breaks fold. */
class ScalarScanner extends Source {

    /** The column of the innermost block collection; -1 outside of all. */
    int indent = -1;

    int flowLevel;
    /** Whether a key without {@code ?} may begin here. */
    boolean keyAllowed = true;
    /** Whether a line break was passed after the last token. */
    boolean brokenLine;

    private final String[] interned = new String[256];
    private final StringBuilder buffer = new StringBuilder();
    /** The line breaks of a gap: the first one, and the others. */
    private char firstBreak;

    private final StringBuilder furtherBreaks = new StringBuilder();

    ScalarScanner(String text) {
        super(text);
    }

    /** Keys repeat all over a document: one string for each. */
    final String slice(int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > 24) {
            return text.substring(from, to);
        }
        int hash = (at(from) * 31 + at(to - 1)) * 31 + length + at(from + length / 2) * 7;
        int slot = hash & 255;
        String known = interned[slot];
        if (known != null && known.length() == length && text.startsWith(known, from)) {
            return known;
        }
        String fresh = text.substring(from, to);
        interned[slot] = fresh;
        return fresh;
    }

    final Token plain() {
        int startLine = line;
        int from = pos;
        int to = pos;
        boolean gapHasBreak = false;
        boolean joined = false;
        while (!atMarker() && at(pos) != '#') {
            int run = pos;
            passPlainRun(flowLevel > 0);
            if (pos > run) {
                if (gapHasBreak && !joined) {
                    buffer.setLength(0);
                    buffer.append(text, from, to);
                    joined = true;
                }
                if (joined) {
                    if (gapHasBreak) {
                        appendFolded();
                    } else {
                        buffer.append(text, to, run);
                    }
                    buffer.append(text, run, pos);
                }
                to = pos;
                gapHasBreak = false;
            }
            char c = at(pos);
            if (!isBlank(c) && !isBreak(c)) {
                break;
            }
            gapHasBreak = gap(gapHasBreak, indent + 1, startLine);
            if (flowLevel == 0 && column() <= indent) {
                break;
            }
        }
        brokenLine = gapHasBreak;
        if (gapHasBreak) {
            keyAllowed = true;
        }
        return Token.scalar(startLine, joined ? buffer.toString() : slice(from, to), Node.Style.PLAIN);
    }

    /** Passes blanks and breaks; notes the breaks; returns whether there were any. A tab left of {@code least} is refused. */
    private boolean gap(boolean hasBreak, int least, int startLine) {
        boolean any = hasBreak;
        while (pos < end) {
            char c = at(pos);
            if (isBreak(c)) {
                char said = newline();
                if (any) {
                    furtherBreaks.append(said);
                } else {
                    firstBreak = said;
                    furtherBreaks.setLength(0);
                }
                any = true;
            } else if (isBlank(c)) {
                if (any && c == '\t' && column() < least) {
                    throw error(startLine, "found a tab character that violates indentation");
                }
                pos++;
            } else {
                break;
            }
        }
        return any;
    }

    private void appendFolded() {
        if (firstBreak != '\n') {
            buffer.append(firstBreak).append(furtherBreaks);
        } else if (furtherBreaks.isEmpty()) {
            buffer.append(' ');
        } else {
            buffer.append(furtherBreaks);
        }
    }

    final Token quoted(char quote) {
        int startLine = line;
        Node.Style style = quote == '"' ? Node.Style.DOUBLE : Node.Style.SINGLE;
        pos++;
        brokenLine = false;
        for (int p = pos; p < end; p++) {
            char c = at(p);
            if (c == quote && (quote == '"' || at(p + 1) != quote)) {
                String value = slice(pos, p);
                pos = p + 1;
                return Token.scalar(startLine, value, style);
            }
            if (c == quote || c == '\\' && quote == '"' || isBreak(c)) {
                break;
            }
        }
        buffer.setLength(0);
        while (true) {
            if (atMarker()) {
                throw error(startLine, "found unexpected document indicator");
            }
            if (pos >= end) {
                throw error(startLine, "found unexpected end of stream");
            }
            boolean continued = quotedRun(quote, startLine);
            if (!continued && at(pos) == quote) {
                pos++;
                return Token.scalar(startLine, buffer.toString(), style);
            }
            quotedGap(continued, startLine);
        }
    }

    /** The text up to the next gap or the closing quote; returns whether an escaped line break ended it. */
    private boolean quotedRun(char quote, int startLine) {
        while (!isGap(pos)) {
            char c = at(pos);
            if (c == quote) {
                if (quote == '"' || at(pos + 1) != quote) {
                    return false;
                }
                buffer.append(quote);
                pos += 2;
            } else if (c == '\\' && quote == '"') {
                pos++;
                if (isBreak(at(pos))) {
                    newline();
                    return true;
                }
                Escapes.read(this, buffer, startLine);
            } else {
                buffer.append(c);
                pos++;
            }
        }
        return false;
    }

    private void quotedGap(boolean continued, int startLine) {
        if (continued) {
            firstBreak = '\0';
            furtherBreaks.setLength(0);
            gap(true, 0, startLine);
            buffer.append(furtherBreaks);
            return;
        }
        int from = pos;
        if (gap(false, 0, startLine)) {
            appendFolded();
        } else {
            buffer.append(text, from, pos);
        }
    }
}
