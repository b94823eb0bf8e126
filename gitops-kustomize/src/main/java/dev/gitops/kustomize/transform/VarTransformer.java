package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Numbers;
import dev.gitops.yaml.tree.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the values of vars in the place of {@code $(NAME)}. */
public final class VarTransformer implements Transformer {

    private final Map<String, Object> values;
    private final List<FieldSpec> specs;
    private final Set<String> used = new HashSet<>();

    /**
     * A transformer.
     *
     * @param values a string, whole number, other number or boolean by name
     * @param specs the fields in which vars are replaced
     */
    public VarTransformer(Map<String, Object> values, List<FieldSpec> specs) {
        this.values = values;
        this.specs = specs;
    }

    /** {@return the vars that were found in some field} */
    public Set<String> used() {
        return used;
    }

    @Override
    public void transform(ResourceSet set) {
        SpecIndex index = new SpecIndex(specs);
        for (Resource resource : set.all()) {
            for (FieldSpec spec : index.of(resource.gvk())) {
                new FieldVisit(spec, this::set).visitAny(resource);
            }
        }
    }

    private void set(Node field) {
        if (field.isNull()) {
            return;
        }
        switch (field.kind()) {
            case SCALAR -> replace(field);
            case MAPPING -> {
                List<Node> all = field.children();
                for (int i = 0; i + 1 < all.size(); i += 2) {
                    if (!all.get(i).isString()) {
                        throw new KustomizeException("invalid map key: value='"
                                + all.get(i).value() + "', tag='" + all.get(i).tag() + "'");
                    }
                    replace(all.get(i + 1));
                }
            }
            case SEQUENCE -> {
                for (Node item : field.children()) {
                    if (!item.isString()) {
                        throw new KustomizeException("invalid value type expect a string");
                    }
                    replace(item);
                }
            }
            default -> throw new KustomizeException("invalid type encountered " + field.kind());
        }
    }

    private void replace(Node node) {
        if (!node.isString()) {
            return;
        }
        Object value = expand(node.value());
        node.style(Node.Style.PLAIN);
        if (value instanceof Long) {
            node.tag(Tags.INT);
            node.value(value.toString());
        } else if (value instanceof Boolean) {
            node.tag(Tags.BOOL);
            node.value(value.toString());
        } else if (value instanceof Double number) {
            node.tag(Tags.FLOAT);
            node.value(Numbers.fixed(number));
        } else {
            node.tag(Tags.STRING);
            node.value(value.toString());
        }
    }

    private Object expand(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        int n = text.length();
        for (int at = 0; at + 1 < n; at++) {
            if (text.charAt(at) != '$') {
                continue;
            }
            out.append(text, from, at);
            char next = text.charAt(at + 1);
            int close = next == '(' ? text.indexOf(')', at + 2) : -1;
            if (next == '$') {
                out.append('$');
                at++;
            } else if (close >= 0) {
                Object value = value(text.substring(at + 2, close));
                if (at == 0 && close == n - 1) {
                    return value;
                }
                out.append(value instanceof Double number ? Numbers.general(number) : value.toString());
                at = close;
            } else {
                out.append('$').append(next);
                at++;
            }
            from = at + 1;
        }
        return out.append(text, from, n).toString();
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            return "$(" + name + ")";
        }
        used.add(name);
        return value;
    }
}
