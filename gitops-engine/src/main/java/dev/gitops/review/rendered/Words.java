package dev.gitops.review.rendered;

import dev.gitops.api.ImageRef;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.text.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What becomes of an object, in words of the field. */
final class Words {

    /** What a comment has room for; the diff has the rest. */
    private static final int MOST = 20;

    private static final int LONGEST = 160;

    private static final Pattern CONTAINER = Pattern.compile("\\.(?:initC|ephemeralC|c)ontainers\\[(?:name=)?([^]]*)]");
    private static final Pattern VARIABLE = Pattern.compile("\\.env\\[name=([^]]*)]\\.value$");
    private static final String TEMPLATE = "spec.template.spec";

    private Words() {}

    static List<String> of(ObjectPair pair) {
        if (!pair.stays()) {
            return pair.after() == null ? gone(pair) : fresh(pair);
        }
        List<Field> fields = pair.fields().stream()
                .sorted(Comparator.comparingInt(field -> weight(field.path())))
                .toList();
        if (fields.isEmpty()) {
            return List.of("the order of its list items changes");
        }
        List<String> words = new ArrayList<>();
        for (Field field : fields.subList(0, Math.min(fields.size(), MOST))) {
            words.add(sentence(field));
        }
        if (fields.size() > MOST) {
            words.add((fields.size() - MOST) + " more fields");
        }
        return words;
    }

    private static int weight(String path) {
        if (path.endsWith(".image")) {
            return 0;
        }
        if (path.equals("spec.replicas")) {
            return 1;
        }
        return path.startsWith("metadata.") ? 3 : 2;
    }

    private static String sentence(Field field) {
        String name = name(field.path());
        if (field.path().endsWith(".image") && field.left() != null && field.right() != null) {
            return cut(name + ": " + images(unquoted(field.left()), unquoted(field.right())));
        }
        if (field.left() == null) {
            return cut(name + ": " + value(field.right()) + " (new)");
        }
        if (field.right() == null) {
            return cut(name + ": removed (was " + value(field.left()) + ")");
        }
        return cut(name + ": " + value(field.left()) + " → " + value(field.right()));
    }

    /** A path as people say it: a container's field by the container, a variable by its name. */
    private static String name(String path) {
        Matcher container = CONTAINER.matcher(path);
        if (!container.find()) {
            return path.equals("spec.replicas") ? "replicas" : path;
        }
        String rest = path.substring(container.end());
        String owner = (container.group().startsWith(".init") ? "init container " : "container ") + container.group(1);
        Matcher variable = VARIABLE.matcher(rest);
        if (variable.matches()) {
            return "variable " + variable.group(1) + " of " + owner;
        }
        if (rest.equals(".image")) {
            return "image of " + container.group(1);
        }
        boolean usual = path.startsWith(TEMPLATE);
        return (rest.startsWith(".") ? rest.substring(1) : rest) + " of " + owner
                + (usual ? "" : " (" + path.substring(0, container.start()) + ")");
    }

    private static String images(String before, String after) {
        try {
            ImageRef old = ImageRef.parse(before);
            ImageRef now = ImageRef.parse(after);
            if (!old.sameRepository(now)) {
                return before + " → " + after;
            }
            return version(old) + " → " + version(now);
        } catch (RuntimeException noImage) {
            return before + " → " + after;
        }
    }

    private static String version(ImageRef image) {
        String digest = image.digest()
                .map(full -> full.substring(0, Math.min(full.length(), 19)))
                .orElse("");
        return image.tag().orElse(digest.isEmpty() ? "(no tag)" : "")
                + (digest.isEmpty() ? "" : (image.tag().isPresent() ? "@" : "") + digest);
    }

    private static String value(@Nullable String json) {
        return json == null ? "nothing" : unquoted(json);
    }

    private static String unquoted(String json) {
        boolean plain = json.length() > 2 && json.startsWith("\"") && json.indexOf('\\') < 0 && json.indexOf(' ') < 0;
        return plain ? json.substring(1, json.length() - 1) : json;
    }

    private static List<String> fresh(ObjectPair pair) {
        List<String> words = new ArrayList<>();
        words.add(what(pair).map(text -> text + " is added").orElse("is added"));
        details(pair.now(), words);
        return words;
    }

    private static List<String> gone(ObjectPair pair) {
        return List.of(what(pair).map(text -> text + " is removed").orElse("is removed"));
    }

    private static Optional<String> what(ObjectPair pair) {
        return switch (pair.groupKind()) {
            case "PersistentVolumeClaim" ->
                Optional.of("a volume claim of "
                        + Shown.line((pair.after() == null ? pair.old() : pair.now())
                                .at("spec", "resources", "requests", "storage")
                                .text("unknown size")));
            case "Namespace" -> Optional.of("a namespace");
            case "Secret" -> Optional.of("a secret");
            default -> Optional.empty();
        };
    }

    private static void details(Content object, List<String> words) {
        object.at("spec", "replicas").number().ifPresent(count -> words.add("replicas: " + count));
        for (Content container :
                object.at("spec", "template", "spec", "containers").items()) {
            container
                    .at("image")
                    .text()
                    .ifPresent(image ->
                            words.add(cut("image of " + container.at("name").text("a container") + ": " + image)));
        }
    }

    private static String cut(String text) {
        return Cut.line(text, LONGEST);
    }
}
