package dev.gitops.yaml;

import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file: its bytes, the values in it, and edits that leave every byte outside the edited spans as it is.
 *
 * <pre>{@code
 * YamlFile file = YamlFile.of("kustomization.yaml", bytes);
 * YamlPath tag = YamlPath.of("images").where("name", "shop").key("newTag");
 * byte[] edited = file.edit().set(tag, "1.5.0").apply().bytes();
 * }</pre>
 *
 * <p>Immutable and safe to share. It is parsed when a value is asked for first. Reading follows aliases and merge keys; an edit through one is refused. A path
 * leads into the first document, unless {@link #document(int)} says otherwise.
 */
public final class YamlFile {

    private static final int MOST_BYTES = 64 << 20;

    private final Text text;
    private final int index;
    private volatile @Nullable List<Document> documents;

    private YamlFile(Text text, int index, @Nullable List<Document> documents) {
        this.text = text;
        this.index = index;
        this.documents = documents;
    }

    /**
     * A file with its content.
     *
     * @param name what messages call it, as a rule its path
     * @param bytes its content, in UTF-8
     * @return the file
     * @throws YamlEditException when it is not UTF-8, or larger than 64 MiB
     */
    public static YamlFile of(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            Problem problem = new Problem(
                    name,
                    0,
                    0,
                    null,
                    null,
                    "has " + bytes.length + " bytes, more than " + MOST_BYTES,
                    "split the file");
            throw new YamlEditException("the YAML file " + name, problem, null);
        }
        return new YamlFile(Text.of(name, bytes), 0, null);
    }

    /**
     * A file with its content as text.
     *
     * @param name what messages call it
     * @param content its content
     * @return the file
     */
    public static YamlFile of(String name, String content) {
        return of(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return what messages call this file} */
    public String name() {
        return text.name;
    }

    /** {@return the content, in UTF-8} */
    public byte[] bytes() {
        return text.bytes();
    }

    /** {@return the content as text, with its byte order mark if it has one} */
    public String text() {
        return text.decoded();
    }

    /** {@return how many documents the file has; an empty file has one, which is empty} */
    public int documents() {
        return parsed().size();
    }

    /**
     * The same file, with paths that lead into another document.
     *
     * @param number from 0
     * @return the file
     * @throws YamlEditException when there is no such document
     */
    public YamlFile document(int number) {
        if (number < 0 || number >= documents()) {
            throw text.refuse(
                    0, null, null, "has " + documents() + " documents, so none with index " + number, null, null);
        }
        return new YamlFile(text, number, parsed());
    }

    /**
     * Whether something stands at a path; {@code key:} without a value is something.
     *
     * @param path where
     * @return whether it is there
     */
    public boolean exists(YamlPath path) {
        return finder().find(path) != null;
    }

    /**
     * The text of a scalar as it is written, quotes and escapes resolved: {@code 1.30} stays {@code 1.30}.
     *
     * @param path where
     * @return the text; empty where nothing is, or null, or a map or list
     */
    public Optional<String> scalar(YamlPath path) {
        NodeFinder finder = finder();
        return Optional.ofNullable(finder.find(path)).map(finder::scalarText);
    }

    /**
     * The value as plain Java: String, Integer, Long, BigInteger, Double, Boolean, {@code Map<Object, Object>} in the file's order, {@code List<Object>}. Plain scalars are
     * read by YAML 1.2, so {@code on} is text.
     *
     * @param path where
     * @return the value; empty where nothing is, or null
     */
    public Optional<Object> value(YamlPath path) {
        NodeFinder finder = finder();
        return Optional.ofNullable(finder.find(path)).map(node -> finder.value(node, 0));
    }

    /**
     * How many items a list, or entries a map, has.
     *
     * @param path where
     * @return the number; 0 where nothing is, or a scalar
     */
    public int size(YamlPath path) {
        Node node = finder().find(path);
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().size();
        }
        return node instanceof Node.Mapping mapping ? mapping.entries().size() : 0;
    }

    /**
     * A problem with the value at a path, for an error message of the caller.
     *
     * @param path where; the nearest place that exists is named
     * @param message what is wrong with it
     * @param hint what to do, or null
     * @return the problem, with file, line and column
     */
    public Problem problem(YamlPath path, String message, @Nullable String hint) {
        NodeFinder finder = finder();
        Node node = null;
        for (int length = path.steps().size(); node == null && length >= 0; length--) {
            node = finder.find(path.first(length));
        }
        int offset = node == null ? current().bodyStart() : node.start();
        return text.problem(offset, path.toString(), scalar(path).orElse(null), message, hint);
    }

    /** {@return an edit of this file that does nothing yet} */
    public YamlEdit edit() {
        return new YamlEdit(this, null, null);
    }

    YamlFile apply(List<YamlEdit.Operation> operations) {
        try {
            return edited(operations);
        } catch (YamlEditException refused) {
            if (current().aliases().isEmpty()) {
                throw refused;
            }
            return SharedValues.set(this, operations).orElseThrow(() -> refused);
        }
    }

    private YamlFile edited(List<YamlEdit.Operation> operations) {
        Document document = current();
        DraftEditor editor = new DraftEditor(text, document);
        operations.forEach(operation -> operation.on(editor));
        editor.finish();
        // A new literal block at the very end of a file without a last line break would lose its own: then it is
        // quoted.
        YamlFile edited = spliced(document, editor.root(), true);
        edited = edited == null ? spliced(document, editor.root(), false) : edited;
        if (edited == null) {
            throw text.refuse(
                    document.bodyStart(),
                    null,
                    null,
                    "cannot be edited this way without changing something else in it; nothing was changed",
                    "edit it by hand",
                    null);
        }
        return edited;
    }

    /** The edited file, if the post-condition holds for it. */
    private @Nullable YamlFile spliced(Document document, Draft root, boolean literals) {
        Splices splices = new Splicer(text, document, literals).splices(root);
        if (splices.isEmpty()) {
            return this;
        }
        Text result;
        List<Document> after;
        try {
            result = text.edited(splices.applyTo(text.lines));
            after = Parser.parse(result);
        } catch (YamlEditException | IllegalStateException e) {
            return null;
        }
        return PostCondition.holds(parsed(), index, root, after) ? new YamlFile(result, index, after) : null;
    }

    private NodeFinder finder() {
        return new NodeFinder(text, current());
    }

    private Document current() {
        return parsed().get(index);
    }

    private List<Document> parsed() {
        List<Document> known = documents;
        if (known == null) {
            known = Parser.parse(text);
            documents = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return text.name;
    }
}
