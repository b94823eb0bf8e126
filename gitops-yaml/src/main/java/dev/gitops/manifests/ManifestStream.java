package dev.gitops.manifests;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.JsonReader;
import dev.gitops.yaml.tree.KubernetesValues;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text of manifests, taken apart into documents as kubectl does. */
final class ManifestStream {

    private static final String SOURCE = "# Source: ";

    private final @Nullable String file;
    private final String text;
    private final List<ManifestObject> objects = new ArrayList<>();
    private final List<RenderedManifests.Document> documents = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    ManifestStream(@Nullable String file, String text) {
        this.file = file;
        this.text = text;
    }

    RenderedManifests read() {
        int from = json();
        int line = 1;
        for (int i = 0; i < from; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        int start = from;
        int startLine = line;
        for (int at = from; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            if (text.startsWith("---", at)) {
                document(start, at, startLine);
                separator(text.substring(at + 3, next).strip(), line);
                start = next;
                startLine = line + 1;
            }
            at = next;
            line++;
        }
        document(start, text.length(), startLine);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(file == null ? "the manifests" : "the manifest " + file, problems);
        }
        return new RenderedManifests(text, objects, notices, documents);
    }

    /** JSON values in front; returns where YAML begins. A text that only looks like JSON is YAML. */
    private int json() {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        int read = 0;
        if (!text.startsWith("{", first)) {
            return read;
        }
        JsonReader json = new JsonReader(text, first);
        try {
            while (json.hasMore()) {
                Object value = KubernetesValues.json(json.value());
                int before = objects.size();
                add(value, where(), file);
                documents.add(new RenderedManifests.Document(read, json.position(), objects.size() - before));
                read = json.position();
            }
            return text.length();
        } catch (YamlException yaml) {
            return read;
        }
    }

    private void separator(String rest, int line) {
        if (!rest.isEmpty() && rest.charAt(0) != '#') {
            problems.add(new Problem(
                    file, line, 1, null, rest, "stands behind ---, where only a comment may", "begin a new line"));
        }
    }

    private void document(int from, int to, int line) {
        String yaml = text.substring(from, to);
        if (yaml.isBlank()) {
            return;
        }
        String unix = yaml.indexOf('\r') < 0 ? yaml : yaml.replace("\r\n", "\n");
        String template = file == null ? source(unix) : file;
        int before = objects.size();
        try {
            Node root = Documents.old(unix.endsWith("\n") ? unix : unix + "\n", line - 1);
            if (root != null) {
                Object data = KubernetesValues.of(root, (at, path) -> twice(template, at, path));
                add(data, where(), template);
            }
        } catch (YamlException broken) {
            problems.add(new Problem(
                    template,
                    template == file ? broken.line() : 0,
                    0,
                    null,
                    null,
                    said(template, broken),
                    "mend the YAML"));
        }
        documents.add(new RenderedManifests.Document(from, to, objects.size() - before));
    }

    /** Lines of what a template rendered are none of the template. */
    private String said(@Nullable String template, YamlException broken) {
        boolean rendered = template != null && !template.equals(file) && broken.line() > 0;
        return rendered ? broken.problem() + " (line " + broken.line() + " of what is rendered)" : broken.problem();
    }

    private void twice(@Nullable String template, int line, String path) {
        String place = template == null ? "the manifests" : template;
        String at = template == null || template.equals(file) ? ", line " + line : "";
        notices.add(place + at + ": the key " + path + " stands twice; the last one counts, as for kubectl and Helm");
    }

    private String where() {
        return "document " + (documents.size() + 1);
    }

    private void add(@Nullable Object data, String where, @Nullable String template) {
        if (data == null) {
            return;
        }
        try {
            ManifestObjects.add(data, objects);
        } catch (NoObjectException refused) {
            problems.add(new Problem(template, 0, 0, where, null, refused.why(), refused.hint()));
        }
    }

    /** The template that Helm names in front of what it rendered. */
    private static @Nullable String source(String yaml) {
        int at = yaml.startsWith(SOURCE) ? 0 : yaml.indexOf("\n" + SOURCE) + 1;
        if (!yaml.startsWith(SOURCE, at) || at > 0 && !yaml.substring(0, at).isBlank()) {
            return null;
        }
        int end = yaml.indexOf('\n', at);
        return yaml.substring(at + SOURCE.length(), end < 0 ? yaml.length() : end)
                .strip();
    }
}
