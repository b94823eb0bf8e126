package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Content;
import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import dev.gitops.yaml.Splicer.Element;
import dev.gitops.yaml.Splicer.Kind;
import dev.gitops.yaml.Splicer.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a new value where another one, or none, stands. Anchors and the comments around stay. */
final class Replacement {

    private final Text text;
    private final Layout layout;
    private final Splices splices;
    private final boolean literals;

    Replacement(Text text, Layout layout, Splices splices, boolean literals) {
        this.literals = literals;
        this.text = text;
        this.layout = layout;
        this.splices = splices;
    }

    /** What goes into the line of the key or dash, and the lines below it. */
    private record Written(String head, String tail) {}

    void replace(Draft draft, Place place) {
        Node before = draft.before;
        if (before == null || place.kind() == Kind.DOCUMENT && isNothing(before)) {
            emptyDocument(draft.now, before, place);
            return;
        }
        boolean tagStays = dropTag(before, draft.now);
        int intro =
                before.properties().present() && tagStays ? before.properties().end() : place.intro();
        Written written = written(draft.now, before, place);
        if (before instanceof Scalar scalar && scalar.style().isBlock()) {
            overBlockScalar(scalar, written, intro);
        } else if (before instanceof Scalar scalar && scalar.isEmpty()) {
            overNothing(scalar, written, place);
        } else if (isBlock(before)) {
            overBlock(before, written, intro, place);
        } else {
            overInline(before, written, intro);
        }
    }

    /** Takes all elements out of a block collection; the comments between them stay. */
    void empty(Node before, List<Element> elements, String brackets, Place place) {
        int column = text.column(before.content());
        for (Element element : elements) {
            boolean first = element == elements.get(0);
            if (first && place.kind() == Kind.KEY) {
                int intro = before.properties().present() ? before.properties().end() : place.intro();
                splices.insert(intro, " " + brackets);
            }
            if (!first || place.kind() == Kind.KEY) {
                splices.delete(text.lineStart(element.start()), text.after(element.end(), column));
            } else if (text.firstInLine(element.start())) {
                String line = " ".repeat(column) + brackets + text.lineBreakAt(element.end());
                splices.replace(text.lineStart(element.start()), text.after(element.end(), column), line);
            } else {
                splices.replace(element.start(), element.end(), brackets);
            }
        }
    }

    private static boolean isNothing(Node node) {
        return node instanceof Scalar scalar && scalar.isEmpty() && scalar.style() == Style.PLAIN;
    }

    private static boolean isBlock(Node node) {
        return node instanceof Mapping mapping && !mapping.flow()
                || node instanceof Sequence sequence && !sequence.flow();
    }

    private void emptyDocument(Content now, @Nullable Node before, Place place) {
        if (before != null && before.properties().present()) {
            throw text.refuse(
                    before.start(), null, null, "an empty document with an anchor cannot be edited", null, null);
        }
        int at = text.lineStart(text.skipTrivia(place.intro()));
        boolean behindMarker = at < place.intro();
        int insertion = behindMarker ? text.nextLine(place.intro()) : at;
        Written written = written(now, null, place);
        String lineBreak = text.lineBreakAt(insertion);
        String lines = written.head() + lineBreak + written.tail();
        splices.insert(insertion, behindMarker && insertion == place.intro() ? lineBreak + lines : lines);
    }

    /** Takes a tag away that the new value does not have. Whether the properties stay as they are. */
    private boolean dropTag(Node before, Content now) {
        String tag = before.properties().tag();
        if (tag == null) {
            return true;
        }
        boolean text = Splicer.string(now) != null && (tag.equals("!") || tag.endsWith(":str"));
        boolean map = now instanceof Pairs && tag.endsWith(":map");
        boolean list = now instanceof Items && tag.endsWith(":seq");
        if (text || map || list) {
            return true;
        }
        String anchor = before.properties().anchor();
        int end = before.content() > before.properties().end()
                        && this.text.sameLine(before.properties().end(), before.content())
                ? before.content()
                : before.properties().end();
        splices.replace(before.properties().start(), end, anchor == null ? "" : "&" + anchor + " ");
        return false;
    }

    private Written written(Content now, @Nullable Node before, Place place) {
        int offset = before == null ? place.intro() : before.start();
        String lineBreak = text.lineBreakAt(offset);
        Renderer renderer = new Renderer(layout, lineBreak, literals);
        boolean block = !place.flow();
        String string = Splicer.string(now);
        if (block && literals && string != null && Scalars.isLiteral(string) && !isQuoted(before)) {
            int column = bodyColumn(before, place);
            return below(Scalars.literalHeader(string) + renderer.literal(string, column), lineBreak);
        }
        boolean stays = before != null && isFlow(before) && !isEmptyCollection(before);
        if (block && !stays && now instanceof Pairs pairs && !pairs.list.isEmpty()) {
            int column = column(before, place, layout.step());
            String lines = renderer.pairs(pairs.list, column, null, Style.PLAIN);
            return place.kind() == Kind.KEY
                    ? new Written("", " ".repeat(column) + lines + lineBreak)
                    : below(lines, lineBreak);
        }
        if (block && !stays && now instanceof Items items && !items.list.isEmpty()) {
            int column = column(before, place, layout.listIndent());
            String lines = renderer.items(items.list, column, 2, null, Style.PLAIN);
            return place.kind() == Kind.KEY
                    ? new Written("", " ".repeat(column) + lines + lineBreak)
                    : below(lines, lineBreak);
        }
        Style style = before instanceof Scalar scalar
                        && !scalar.isEmpty()
                        && !scalar.style().isBlock()
                ? scalar.style()
                : place.style();
        return new Written(renderer.inline(now, style, place.flow(), place.json()), "");
    }

    private static boolean isQuoted(@Nullable Node node) {
        return node instanceof Scalar scalar && scalar.style().isQuoted();
    }

    private static boolean isFlow(Node node) {
        return node instanceof Mapping mapping && mapping.flow()
                || node instanceof Sequence sequence && sequence.flow();
    }

    private static boolean isEmptyCollection(Node node) {
        return node instanceof Mapping mapping && mapping.entries().isEmpty()
                || node instanceof Sequence sequence && sequence.items().isEmpty();
    }

    private static Written below(String lines, String lineBreak) {
        int end = lines.indexOf(lineBreak);
        return end < 0
                ? new Written(lines, "")
                : new Written(lines.substring(0, end), lines.substring(end + lineBreak.length()) + lineBreak);
    }

    private int column(@Nullable Node before, Place place, int deeper) {
        return switch (place.kind()) {
            case DOCUMENT -> 0;
            case KEY -> place.column() + deeper;
            case DASH ->
                before == null || before.content() <= place.intro()
                        ? place.column() + 2
                        : text.column(before.content());
        };
    }

    /** Where the lines of a literal block stand: where those of the present block do. */
    private int bodyColumn(@Nullable Node before, Place place) {
        if (before instanceof Scalar scalar && scalar.style().isBlock()) {
            for (int at = text.nextLine(scalar.content()); at < scalar.end(); at = text.nextLine(at)) {
                int first = text.skipSpaces(at);
                if (!Text.isBreak(text.at(first))) {
                    return first - at;
                }
            }
        }
        return Math.max(0, place.column()) + layout.step();
    }

    private void overNothing(Scalar scalar, Written written, Place place) {
        String head = written.head();
        boolean keyOnly = place.flow() && place.kind() == Kind.KEY && text.at(scalar.end() - 1) != ':';
        splices.insert(scalar.end(), head.isEmpty() ? "" : (keyOnly ? ": " : " ") + head);
        splices.insert(text.nextLine(scalar.end()), written.tail());
    }

    private void overBlockScalar(Scalar scalar, Written written, int intro) {
        int header = scalar.content();
        while ("|>+-0123456789".indexOf(text.at(header)) >= 0) {
            header++;
        }
        int from = written.head().isEmpty() ? text.skipSpacesBack(scalar.content(), intro) : scalar.content();
        splices.replace(from, header, written.head());
        int body = text.nextLine(header);
        splices.replace(
                body, scalar.end() > header ? Math.max(body, text.nextLine(scalar.end())) : body, written.tail());
    }

    private void overInline(Node before, Written written, int intro) {
        if (!written.head().isEmpty()) {
            splices.replace(before.content(), before.end(), written.head());
            splices.insert(text.nextLine(before.end()), written.tail());
        } else if (text.sameLine(intro, before.content())) {
            splices.delete(text.skipSpacesBack(before.content(), intro), before.end());
            splices.insert(text.nextLine(before.end()), written.tail());
        } else {
            splices.replace(text.lineStart(before.content()), text.nextLine(before.end()), written.tail());
        }
    }

    private void overBlock(Node before, Written written, int intro, Place place) {
        if (place.kind() == Kind.KEY) {
            splices.insert(intro, written.head().isEmpty() ? "" : " " + written.head());
            splices.replace(text.lineStart(before.content()), text.after(before.end(), place.column()), written.tail());
            return;
        }
        String tail = written.tail();
        String lineBreak = text.lineBreakAt(before.start());
        String rest = tail.isEmpty() ? "" : lineBreak + tail.substring(0, tail.length() - lineBreak.length());
        splices.replace(before.content(), before.end(), written.head() + rest);
    }
}
