package dev.gitops.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to one document of a YAML file, made all together or not at all, on one parse. Immutable: each method returns a longer edit.
 *
 * <p>Values are strings, numbers, booleans, null, and maps and lists of them; each is written so that every YAML reader takes it for what it is: the string {@code 1.30}
 * gets quotes, the number does not. A scalar keeps the quotes it has where the new value permits them; new lines follow the habits of the file.
 */
public final class YamlEdit {

    private final YamlFile file;
    private final @Nullable YamlEdit earlier;
    private final @Nullable Operation operation;

    YamlEdit(YamlFile file, @Nullable YamlEdit earlier, @Nullable Operation operation) {
        this.file = file;
        this.earlier = earlier;
        this.operation = operation;
    }

    /** One change. */
    interface Operation {
        void on(DraftEditor editor);
    }

    /** A value that a path gets. */
    record Assignment(YamlPath path, @Nullable Object value) implements Operation {
        @Override
        public void on(DraftEditor editor) {
            editor.set(path, value);
        }
    }

    /**
     * Sets a value. Maps that are missing on the way are made, and so is a list item that a {@code key=value} step asks for. Of a map or list only what differs is touched. A scalar that an alias or a
     * merge key brings from elsewhere is set there, where the edit sets each place that has it from there to the same value, and makes nothing but such changes.
     *
     * @param path where
     * @param value the value; null is written as {@code null}
     * @return the longer edit
     */
    public YamlEdit set(YamlPath path, @Nullable Object value) {
        return then(new Assignment(path, value));
    }

    /**
     * Sets a value in the place where it is written, which an alias or a merge key may bring it from; it changes in every other place that has it from there. Whoever calls this knows that they all
     * may.
     *
     * @param path where a value is
     * @param value the new value
     * @return the longer edit
     */
    public YamlEdit setWhereWritten(YamlPath path, @Nullable Object value) {
        return then(editor -> editor.setWhereWritten(path, value));
    }

    /**
     * Sets a value like {@link #set}; where its key is new, it is written before another key.
     *
     * @param path where; its last step is a key
     * @param value the value
     * @param nextKey the key to come before; where it is not there, the new key comes last
     * @return the longer edit
     */
    public YamlEdit setBefore(YamlPath path, @Nullable Object value, String nextKey) {
        return then(editor -> editor.setBefore(path, value, nextKey));
    }

    /**
     * Gives a key another name; its value stays as it is.
     *
     * @param path where; its last step is a key that is there
     * @param name the new name, which is not there yet
     * @return the longer edit
     */
    public YamlEdit rename(YamlPath path, String name) {
        return then(editor -> editor.rename(path, name));
    }

    /**
     * Appends an item to a list, which is made where it is missing.
     *
     * @param list where the list is
     * @param value the item
     * @return the longer edit
     */
    public YamlEdit add(YamlPath list, @Nullable Object value) {
        return then(editor -> editor.add(list, value));
    }

    /**
     * Inserts an item into a list.
     *
     * @param list where the list is
     * @param index the index the item will have
     * @param value the item
     * @return the longer edit
     */
    public YamlEdit insert(YamlPath list, int index, @Nullable Object value) {
        return then(editor -> editor.insert(list, index, value));
    }

    /**
     * Removes a key with its value, or a list item, and the comment in its line. A map or list that loses its last one becomes {@code {}} or {@code []}. Removing what is
     * not there is refused.
     *
     * @param path where
     * @return the longer edit
     */
    public YamlEdit remove(YamlPath path) {
        return then(editor -> editor.remove(path));
    }

    /**
     * Makes the changes. The result is parsed again and compared with what was asked for before it is returned.
     *
     * @return the edited file; the same one where nothing is to change
     * @throws YamlEditException when a path leads through an alias or a key that is there twice, or the change cannot be made without touching something else
     */
    public YamlFile apply() {
        Deque<Operation> operations = new ArrayDeque<>();
        for (YamlEdit edit = this; edit != null; edit = edit.earlier) {
            if (edit.operation != null) {
                operations.addFirst(edit.operation);
            }
        }
        return operations.isEmpty() ? file : file.apply(List.copyOf(operations));
    }

    private YamlEdit then(Operation next) {
        return new YamlEdit(file, this, next);
    }
}
