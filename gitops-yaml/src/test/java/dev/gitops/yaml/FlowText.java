package dev.gitops.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes data in flow style, in one of its many looks: on one line or many, with comments, with or without a comma at the end. */
final class FlowText {

    private final Random random;
    private final boolean json;
    private final boolean trailing;
    private final int perLine;

    private FlowText(Random random) {
        this.random = random;
        this.json = random.nextInt(3) == 0;
        this.trailing = !json && random.nextInt(3) == 0;
        this.perLine = random.nextInt(4);
    }

    static String of(@Nullable Object data, Random random) {
        FlowText flow = new FlowText(random);
        if (data instanceof Map<?, ?> map && random.nextBoolean()) {
            StringBuilder text = new StringBuilder();
            map.forEach((key, value) -> text.append(flow.scalar(key))
                    .append(": ")
                    .append(flow.value(value, 1))
                    .append("\n"));
            return text.toString();
        }
        return flow.value(data, 0) + "\n";
    }

    private String value(@Nullable Object data, int depth) {
        List<String> parts = new ArrayList<>();
        if (data instanceof Map<?, ?> map) {
            map.forEach((key, value) -> parts.add(scalar(key) + ": " + value(value, depth + 1)));
            return bracketed("{", parts, "}", depth);
        }
        if (data instanceof List<?> list) {
            list.forEach(item -> parts.add(value(item, depth + 1)));
            return bracketed("[", parts, "]", depth);
        }
        return scalar(data);
    }

    private String bracketed(String open, List<String> parts, String close, int depth) {
        if (parts.isEmpty()) {
            return open + close;
        }
        String indent = "\n" + "  ".repeat(depth + 1);
        StringBuilder text = new StringBuilder(open);
        boolean lines = perLine > 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            text.append(lines && i % perLine == 0 ? indent : i > 0 ? " " : "").append(parts.get(i));
            text.append(last && !trailing ? "" : ",");
            boolean endsLine = lines && (last || (i + 1) % perLine == 0);
            text.append(endsLine && !json && random.nextInt(4) == 0 ? " # note" : "");
        }
        return text.append(lines ? "\n" + "  ".repeat(depth) : "").append(close).toString();
    }

    private String scalar(@Nullable Object value) {
        return Scalars.write(value, json ? Node.Style.DOUBLE : Node.Style.PLAIN, Node.Style.DOUBLE, true);
    }
}
