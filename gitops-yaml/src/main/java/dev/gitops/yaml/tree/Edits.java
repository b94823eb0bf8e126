package dev.gitops.yaml.tree;

import org.jspecify.annotations.Nullable;

/** How kustomize sets values: what was there keeps its style, what is there is changed in place. */
public final class Edits {

    private Edits() {}

    /**
     * Sets a scalar where it stands; its style stays.
     *
     * @param target the node to change
     * @param value the value to take
     * @throws WrongKindException where the target is a collection
     */
    public static void set(Node target, Node value) {
        if (!target.isNull() && !target.isScalar()) {
            throw new WrongKindException(Node.Kind.SCALAR, target);
        }
        if (value.isNull()) {
            return;
        }
        value.style(target.style());
        target.become(value);
    }

    /**
     * Sets a field of a mapping; a field that is there is changed in place and keeps its style.
     *
     * @param mapping the mapping
     * @param name the field
     * @param value the value; null, or one tagged as null, removes the field
     * @param keepNull whether a null is set like any other value
     */
    public static void set(Node mapping, String name, @Nullable Node value, boolean keepNull) {
        if (value == null || value.isNull() && !keepNull) {
            requireMapping(mapping);
            mapping.remove(name);
            return;
        }
        if (value.isString() && value.style() == Node.Style.PLAIN && Scalars.meansOther(value.value())) {
            value.style(Node.Style.DOUBLE);
        }
        requireMapping(mapping);
        Node field = mapping.isNull() ? null : mapping.get(name);
        if (field == null) {
            mapping.append(name, value);
        } else if (field != value) {
            value.style(field.style());
            field.become(value);
        }
    }

    /**
     * Refuses what is no mapping and not nothing.
     *
     * @param node the node
     * @throws WrongKindException where it is something else
     */
    public static void requireMapping(Node node) {
        if (!node.isNull() && !node.isMapping()) {
            throw new WrongKindException(Node.Kind.MAPPING, node);
        }
    }
}
