package dev.gitops.yaml;

import dev.gitops.yaml.Splicer.Element;
import dev.gitops.yaml.Splicer.ElementSplicer;
import dev.gitops.yaml.Splicer.Fresh;
import java.util.List;

/** Whole lines of a block map or list. Only its first element may stand in a line that begins with something else (a dash). */
final class BlockSplicer implements ElementSplicer {

    private final Text text;
    private final Layout layout;
    private final Splices splices;
    private final List<Element> elements;
    private final int column;
    private final boolean inline;
    private final boolean literals;

    BlockSplicer(Text text, Layout layout, Splices splices, List<Element> elements, int content, boolean literals) {
        this.text = text;
        this.layout = layout;
        this.splices = splices;
        this.elements = elements;
        this.literals = literals;
        this.column = text.column(content);
        this.inline = !text.firstInLine(content);
    }

    @Override
    public void splice(Fresh fresh) {
        int first = 0;
        while (!elements.get(first).kept()) {
            first++;
        }
        removeHead(first);
        insertHead(first, fresh);
        for (int i = first; i < elements.size(); i++) {
            Element element = elements.get(i);
            if (!element.kept()) {
                removeLines(element);
            }
        }
        Element last = elements.get(first);
        for (int i = first + 1; i <= elements.size(); i++) {
            for (String lines : fresh.before(renderer(last.end()), i, false)) {
                if (i < elements.size()) {
                    ownLine(elements.get(i));
                }
                int at = text.after(last.end(), column);
                splices.insert(at, " ".repeat(column) + lines + text.lineBreakAt(last.end()));
            }
            if (i < elements.size() && elements.get(i).kept()) {
                last = elements.get(i);
            }
        }
    }

    private void removeHead(int first) {
        if (!inline || first == 0) {
            elements.subList(0, first).forEach(this::removeLines);
            return;
        }
        boolean bare = true;
        for (int i = 0; i < first; i++) {
            bare &= text.lines
                    .substring(
                            text.nextLine(elements.get(i).end()),
                            elements.get(i + 1).start())
                    .isBlank();
        }
        Element head = elements.get(0);
        if (bare) {
            splices.delete(head.start(), elements.get(first).start());
            return;
        }
        // Comments that stay stand between: the rest begins in a line of its own.
        splices.delete(text.skipSpacesBack(head.start(), 0), text.lineEnd(head.end()));
        elements.subList(1, first).forEach(this::removeLines);
    }

    private void insertHead(int first, Fresh fresh) {
        for (int i = 0; i <= first; i++) {
            Element before = elements.get(first);
            for (String lines : fresh.before(renderer(before.start()), i, false)) {
                String lineBreak = text.lineBreakAt(before.start());
                if (inline) {
                    splices.insert(before.start(), lines + lineBreak + " ".repeat(column));
                } else {
                    splices.insert(text.lineStart(before.start()), " ".repeat(column) + lines + lineBreak);
                }
            }
        }
    }

    private void removeLines(Element element) {
        ownLine(element);
        splices.delete(text.lineStart(element.start()), text.after(element.end(), column));
    }

    private void ownLine(Element element) {
        if (!text.firstInLine(element.start())) {
            throw text.refuse(
                    element.start(),
                    null,
                    null,
                    "the key has a form that cannot be edited here",
                    "write it as a plain key: value, then edit",
                    null);
        }
    }

    private Renderer renderer(int offset) {
        return new Renderer(layout, text.lineBreakAt(offset), literals);
    }
}
