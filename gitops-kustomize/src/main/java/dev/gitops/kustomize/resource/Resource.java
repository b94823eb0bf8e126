package dev.gitops.kustomize.resource;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object: its tree, and what the build remembers of it (the names it had, the prefixes it got, where it came from). */
public final class Resource {

    private static final String MADE_BY_HELM = "internal.config.kubernetes.io/helm-generated";

    private static final List<String> NO_TEXTS = List.of();

    /** An earlier identity; its group and version are those of the present one. */
    private record Earlier(String name, String namespace, String kind) {}

    private Node root;
    private final Scopes scopes;
    private @Nullable List<Earlier> earlier;
    private List<String> prefixes = NO_TEXTS;
    private List<String> suffixes = NO_TEXTS;
    private List<String> variables = NO_TEXTS;
    private String behavior = "";
    private boolean needsHash;
    private boolean nameChangeAllowed;
    private boolean kindChangeAllowed;
    private @Nullable Origin origin;
    private @Nullable List<Origin> transformations;
    private @Nullable ResourceId id;
    private @Nullable List<ResourceId> previousIds;

    /**
     * An object.
     *
     * @param root its tree, which is this object's from now on
     * @param scopes which types live in no namespace
     */
    public Resource(Node root, Scopes scopes) {
        this.root = root;
        this.scopes = scopes;
    }

    /** {@return the tree} */
    public Node root() {
        return root;
    }

    /**
     * Replaces the tree.
     *
     * @param node the new tree
     */
    public void root(Node node) {
        root = node;
    }

    /** {@return the kind; empty where there is none} */
    public String kind() {
        return root.text("kind");
    }

    /** {@return {@code group/version}; empty where there is none} */
    public String apiVersion() {
        return root.text("apiVersion");
    }

    /** {@return the name; empty where there is none} */
    public String name() {
        return metadata("name");
    }

    /** {@return the namespace; empty where there is none} */
    public String namespace() {
        return metadata("namespace");
    }

    private String metadata(String key) {
        Node metadata = root.get("metadata");
        if (metadata == null || metadata.isNullOrEmpty()) {
            return "";
        }
        Node found = metadata.get(key);
        return found == null || found.isNullOrEmpty() ? "" : found.value();
    }

    /** {@return the type} */
    public Gvk gvk() {
        return id().gvk();
    }

    /** {@return the present identity} */
    public ResourceId id() {
        String kind = kind();
        String apiVersion = apiVersion();
        String name = name();
        String namespace = namespace();
        ResourceId known = id;
        if (known != null && known.name().equals(name) && known.namespace().equals(namespace)) {
            Gvk gvk = known.gvk();
            if (gvk.kind().equals(kind) && same(gvk, apiVersion)) {
                return known;
            }
        }
        Gvk gvk = Gvk.of(apiVersion, kind);
        known = ResourceId.of(gvk, name, namespace, scopes.isClusterScoped(gvk));
        id = known;
        return known;
    }

    private static boolean same(Gvk gvk, String apiVersion) {
        int group = gvk.group().length();
        if (group == 0) {
            return apiVersion.equals(gvk.version());
        }
        return apiVersion.length() == group + 1 + gvk.version().length()
                && apiVersion.startsWith(gvk.group())
                && apiVersion.endsWith(gvk.version())
                && apiVersion.charAt(group) == '/';
    }

    /** {@return the first identity it had} */
    public ResourceId originalId() {
        return earlier == null ? id() : previousIds().get(0);
    }

    /** {@return the identities it had before, oldest first; empty where it never changed} */
    public List<ResourceId> previousIds() {
        List<Earlier> before = earlier;
        if (before == null) {
            return List.of();
        }
        List<ResourceId> known = previousIds;
        if (known != null
                && known.size() == before.size()
                && known.get(0).gvk().apiVersion().equals(apiVersion())) {
            return known;
        }
        Gvk now = Gvk.of(apiVersion(), "");
        List<ResourceId> ids = new ArrayList<>(before.size());
        for (Earlier e : before) {
            Gvk gvk = new Gvk(now.group(), now.version(), e.kind);
            ids.add(ResourceId.of(gvk, e.name, e.namespace, false));
        }
        previousIds = ids;
        return ids;
    }

    /** Remembers the present identity, which is about to change. */
    public void rememberId() {
        List<Earlier> before = earlier;
        if (before == null) {
            before = new ArrayList<>(4);
            earlier = before;
        }
        ResourceId now = id();
        before.add(new Earlier(now.name(), now.effectiveNamespace(), now.gvk().kind()));
        previousIds = null;
    }

    /** Makes texts of all annotations, as kustomize does when it puts back what it remembers in some. */
    public void annotationsBecomeTexts() {
        Node metadata = root.get("metadata");
        Node annotations = metadata == null ? null : metadata.get("annotations");
        if (annotations == null || !annotations.isMapping()) {
            return;
        }
        List<Node> all = annotations.children();
        for (int i = 1; i < all.size(); i += 2) {
            Node value = all.get(i);
            if (!value.isScalar() || !value.tag().equals(Tags.STRING)) {
                all.set(i, Node.scalar(Tags.STRING, value.value()));
            }
        }
    }

    /** {@return the prefixes it got, innermost first} */
    public List<String> prefixes() {
        return prefixes;
    }

    /** {@return the suffixes it got, innermost first} */
    public List<String> suffixes() {
        return suffixes;
    }

    /**
     * Notes a prefix.
     *
     * @param prefix the prefix; nothing happens where it is empty
     */
    public void addPrefix(String prefix) {
        prefixes = with(prefixes, prefix);
    }

    /**
     * Notes a suffix.
     *
     * @param suffix the suffix; nothing happens where it is empty
     */
    public void addSuffix(String suffix) {
        suffixes = with(suffixes, suffix);
    }

    private static List<String> with(List<String> texts, String text) {
        if (text.isEmpty()) {
            return texts;
        }
        List<String> longer = new ArrayList<>(texts);
        longer.add(text);
        return longer;
    }

    /** {@return the names of the vars that read from this} */
    public List<String> variables() {
        return variables;
    }

    /**
     * Notes that a var reads from this.
     *
     * @param name the var
     */
    public void addVariable(String name) {
        variables = with(variables, name);
    }

    /** {@return {@code merge}, {@code replace}, {@code create} or nothing: what a generated object does to one that is there} */
    public String behavior() {
        return behavior;
    }

    /**
     * Marks this as generated.
     *
     * @param generatorBehavior what it does to one that is there
     * @param hash whether its name gets a hash of its content
     */
    public void generated(String generatorBehavior, boolean hash) {
        behavior = generatorBehavior;
        needsHash = hash;
    }

    /** {@return whether its name gets a hash of its content} */
    public boolean needsHash() {
        return needsHash;
    }

    /**
     * For a patch: what of its target it may change.
     *
     * @param name whether the name
     * @param kind whether the kind
     */
    public void allowChanges(boolean name, boolean kind) {
        nameChangeAllowed = name;
        kindChangeAllowed = kind;
    }

    /** {@return whether a patch may change its target's name} */
    public boolean nameChangeAllowed() {
        return nameChangeAllowed;
    }

    /** {@return whether a patch may change its target's kind} */
    public boolean kindChangeAllowed() {
        return kindChangeAllowed;
    }

    /** {@return where it came from, where that is tracked} */
    public @Nullable Origin origin() {
        return origin;
    }

    /**
     * Notes where it came from.
     *
     * @param where the origin
     */
    public void origin(@Nullable Origin where) {
        origin = where;
    }

    /** {@return what transformed it, where that is tracked} */
    public List<Origin> transformations() {
        return transformations == null ? List.of() : transformations;
    }

    /**
     * Notes what transformed it.
     *
     * @param transformer the transformer's origin
     */
    public void addTransformation(Origin transformer) {
        if (transformations == null) {
            transformations = new ArrayList<>();
        }
        transformations.add(transformer);
    }

    /**
     * Takes over what the build remembers of the object this one is merged into or replaces.
     *
     * @param old that object
     * @param keepOrigin whether its origin is kept, too
     */
    public void inherit(Resource old, boolean keepOrigin) {
        earlier = old.earlier == null ? null : new ArrayList<>(old.earlier);
        previousIds = null;
        prefixes = old.prefixes;
        suffixes = old.suffixes;
        variables = old.variables;
        behavior = old.behavior;
        needsHash = needsHash && old.needsHash;
        transformations = old.transformations == null ? null : new ArrayList<>(old.transformations);
        if (keepOrigin && old.origin != null || origin == null) {
            origin = old.origin;
        }
    }

    /** {@return a copy that shares nothing with this} */
    public Resource copy() {
        Resource copy = new Resource(root.copy(), scopes);
        copy.earlier = earlier == null ? null : new ArrayList<>(earlier);
        copy.prefixes = prefixes;
        copy.suffixes = suffixes;
        copy.variables = variables;
        copy.behavior = behavior;
        copy.needsHash = needsHash;
        copy.nameChangeAllowed = nameChangeAllowed;
        copy.kindChangeAllowed = kindChangeAllowed;
        copy.origin = origin;
        copy.transformations = transformations == null ? null : new ArrayList<>(transformations);
        return copy;
    }

    /**
     * The labels or annotations.
     *
     * @param field {@code labels} or {@code annotations}
     * @return texts by key, in the order of the document
     */
    public Map<String, String> metadataMap(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        Node metadata = root.get("metadata");
        Node found = metadata == null || metadata.isNullOrEmpty() ? null : metadata.get(field);
        if (found != null) {
            List<Node> all = found.children();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                map.put(all.get(i).value(), all.get(i + 1).value());
            }
        }
        return map;
    }

    /**
     * Sets the labels or annotations, every value a string.
     *
     * @param field {@code labels} or {@code annotations}
     * @param map the new ones; an empty map removes the field
     */
    public void metadataMap(String field, Map<String, String> map) {
        Node metadata = root.get("metadata");
        if (metadata == null || metadata.isNull()) {
            if (map.isEmpty()) {
                return;
            }
            root.remove("metadata");
            metadata = Node.mapping();
            root.append("metadata", metadata);
        }
        metadata.remove(field);
        if (map.isEmpty()) {
            return;
        }
        Node node = Node.mapping();
        map.forEach((key, value) -> {
            Node text = Node.scalar(Tags.STRING, value);
            node.append(key, text);
        });
        metadata.append(field, node);
    }

    /** Forgets where it came from and what transformed it, as kustomize does when a patch replaces its annotations. */
    public void forgetOrigin() {
        origin = null;
        transformations = null;
    }

    /** Forgets all the build remembers of it, as kustomize does when a merge takes its annotations away. */
    public void forget() {
        forgetOrigin();
        earlier = null;
        previousIds = null;
        prefixes = NO_TEXTS;
        suffixes = NO_TEXTS;
        behavior = "";
        needsHash = false;
    }

    /** Notes that a Helm chart made it: the namespace is then Helm's to say, and the kustomization's does not touch it. */
    public void markMadeByHelm() {
        Map<String, String> annotations = metadataMap("annotations");
        annotations.put(MADE_BY_HELM, "true");
        metadataMap("annotations", annotations);
    }

    /** {@return whether a Helm chart made it} */
    public boolean isMadeByHelm() {
        Node metadata = root.get("metadata");
        Node annotations = metadata == null || metadata.isNullOrEmpty() ? null : metadata.get("annotations");
        Node mark = annotations == null || annotations.isNullOrEmpty() ? null : annotations.get(MADE_BY_HELM);
        return mark != null && mark.isScalar() && mark.value().equals("true");
    }

    /** {@return whether nothing is left of it} */
    public boolean isEmpty() {
        return root.isNullOrEmpty();
    }

    @Override
    public String toString() {
        return id().toString();
    }
}
