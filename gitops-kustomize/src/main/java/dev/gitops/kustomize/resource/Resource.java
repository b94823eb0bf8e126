package dev.gitops.kustomize.resource;

import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object: its tree, and what the build remembers of it (the names it had, the prefixes it got, where it came from). */
public final class Resource {

    private static final String MADE_BY_HELM = "internal.config.kubernetes.io/helm-generated";

    private static final List<String> NO_TEXTS = List.of();

    private Node root;
    private final Scopes scopes;
    private Past past = Past.NONE;
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
        return Metadata.text(root, "name");
    }

    /** {@return the namespace; empty where there is none} */
    public String namespace() {
        return Metadata.text(root, "namespace");
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
            if (gvk.kind().equals(kind) && gvk.isOf(apiVersion)) {
                return known;
            }
        }
        Gvk gvk = Gvk.of(apiVersion, kind);
        known = ResourceId.of(gvk, name, namespace, scopes.isClusterScoped(gvk));
        id = known;
        return known;
    }

    /** {@return the first identity it had} */
    public ResourceId originalId() {
        return past.isEmpty() ? id() : previousIds().get(0);
    }

    /** {@return the identities it had before, oldest first; empty where it never changed} */
    public List<ResourceId> previousIds() {
        return past.ids(apiVersion());
    }

    /** Remembers the present identity, which is about to change. */
    public void rememberId() {
        past = past.with(id());
    }

    /** Makes texts of all annotations, as kustomize does when it puts back what it remembers in some. */
    public void annotationsBecomeTexts() {
        Metadata.annotationsBecomeTexts(root);
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
        past = old.past;
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
        copy.past = past;
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
        return Metadata.map(root, field);
    }

    /**
     * Sets the labels or annotations, every value a string.
     *
     * @param field {@code labels} or {@code annotations}
     * @param map the new ones; an empty map removes the field
     */
    public void metadataMap(String field, Map<String, String> map) {
        Metadata.set(root, field, map);
    }

    /** Forgets where it came from and what transformed it, as kustomize does when a patch replaces its annotations. */
    public void forgetOrigin() {
        origin = null;
        transformations = null;
    }

    /** Forgets all the build remembers of it, as kustomize does when a merge takes its annotations away. */
    public void forget() {
        forgetOrigin();
        past = Past.NONE;
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
        return Metadata.isAnnotated(root, MADE_BY_HELM, "true");
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
