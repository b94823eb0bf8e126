package dev.gitops.yaml;

import dev.gitops.yaml.Splicer.Element;
import dev.gitops.yaml.Splicer.ElementSplicer;
import dev.gitops.yaml.Splicer.Fresh;
import java.util.ArrayList;
import java.util.List;

/** The elements between brackets or braces, on one line or on many. */
final class FlowSplicer implements ElementSplicer {

    private final Text text;
    private final Layout layout;
    private final Splices splices;
    private final List<Element> elements;
    private final Node node;
    private int deletedTo;

    FlowSplicer(Text text, Layout layout, Splices splices, List<Element> elements, Node node) {
        this.text = text;
        this.layout = layout;
        this.splices = splices;
        this.elements = elements;
        this.node = node;
    }

    @Override
    public void splice(Fresh fresh) {
        int lastKept = elements.size() - 1;
        while (!elements.get(lastKept).kept()) {
            lastKept--;
        }
        boolean trailing = hasComma(elements.size() - 1);
        for (int i = 0; i < lastKept; i++) {
            if (!elements.get(i).kept()) {
                remove(i);
            }
        }
        if (lastKept < elements.size() - 1) {
            removeTail(lastKept, trailing);
        }
        for (int i = 0; i <= lastKept; i++) {
            insertBefore(i, lastKept, fresh);
        }
        List<String> tail = new ArrayList<>();
        for (int i = lastKept + 1; i <= elements.size(); i++) {
            tail.addAll(fresh.before(renderer(), i, true));
        }
        if (!tail.isEmpty()) {
            append(lastKept, trailing, tail);
        }
    }

    private void insertBefore(int index, int lastKept, Fresh fresh) {
        int kept = index;
        while (kept < lastKept && !elements.get(kept).kept()) {
            kept++;
        }
        int at = elements.get(kept).start();
        String glue = ownLine(kept) ? text.lineBreakAt(at) + indentation(at) : " ";
        for (String element : fresh.before(renderer(), index, true)) {
            splices.insert(at, element + "," + glue);
        }
    }

    private void append(int last, boolean trailing, List<String> fresh) {
        int end = elements.get(last).end();
        if (!ownLine(last)) {
            int at = trailing ? comma(last) + 1 : end;
            splices.insert(at, (trailing ? " " : ", ") + String.join(", ", fresh) + (trailing ? "," : ""));
            return;
        }
        int tokenEnd = trailing ? comma(last) + 1 : end;
        String newLine = text.lineBreakAt(end) + indentation(elements.get(last).start());
        String lines = String.join("," + newLine, fresh) + (trailing ? "," : "");
        if (last < elements.size() - 1 || text.sameLine(tokenEnd, node.end() - 1)) {
            splices.insert(tokenEnd, (trailing ? "" : ",") + newLine + lines);
        } else {
            splices.insert(end, trailing ? "" : ",");
            splices.insert(text.lineEnd(tokenEnd), newLine + lines);
        }
    }

    /** Everything behind the last element that stays; its comma goes too where the collection ends without one. */
    private void removeTail(int lastKept, boolean trailing) {
        int last = elements.size() - 1;
        int from = trailing ? comma(lastKept) + 1 : elements.get(lastKept).end();
        int to = trailing ? comma(last) + 1 : elements.get(last).end();
        if (text.sameLine(from, to)) {
            delete(from, to);
            return;
        }
        if (!trailing) {
            int comma = comma(lastKept);
            int next = elements.get(lastKept + 1).start();
            delete(comma, text.sameLine(comma, next) ? next : comma + 1);
        }
        for (int i = lastKept + 1; i <= last; i++) {
            remove(i);
        }
    }

    private void delete(int from, int to) {
        splices.delete(Math.max(from, deletedTo), to);
        deletedTo = Math.max(to, deletedTo);
    }

    private void remove(int index) {
        Element element = elements.get(index);
        boolean comma = hasComma(index);
        int end = comma ? comma(index) + 1 : element.end();
        int rest = text.skipSpaces(end);
        boolean lastInLine = text.at(rest) == '#' || Text.isBreak(text.at(rest));
        if (text.firstInLine(element.start()) && lastInLine) {
            delete(text.lineStart(element.start()), text.nextLine(end));
        } else if (comma && !lastInLine && rest < node.end() - 1) {
            delete(element.start(), rest);
        } else {
            int limit =
                    index == 0 ? node.content() + 1 : elements.get(index - 1).end();
            delete(text.skipSpacesBack(element.start(), limit), end);
        }
    }

    private boolean ownLine(int index) {
        return text.firstInLine(elements.get(index).start());
    }

    private String indentation(int offset) {
        return " ".repeat(text.column(offset));
    }

    private boolean hasComma(int index) {
        return index >= 0 && text.at(comma(index)) == ',';
    }

    private int comma(int index) {
        return text.skipTrivia(elements.get(index).end());
    }

    private Renderer renderer() {
        return new Renderer(layout, text.lineBreakAt(node.content()), false);
    }
}
