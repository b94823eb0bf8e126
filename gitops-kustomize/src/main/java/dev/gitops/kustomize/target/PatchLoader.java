package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.Patch;
import dev.gitops.kustomize.config.Replacement;
import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.loading.Objects;
import dev.gitops.kustomize.merge.JsonPatch;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.kustomize.transform.JsonPatchTransformer;
import dev.gitops.kustomize.transform.MergePatchTransformer;
import dev.gitops.kustomize.transform.ReplacementTransformer;
import dev.gitops.kustomize.transform.Transformer;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.JsonReader;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads patches and replacements, inline or from files, and tells the two kinds of patches apart. */
final class PatchLoader {

    private final Loader loader;
    private final Schemas schemas;

    PatchLoader(Loader loader, Schemas schemas) {
        this.loader = loader;
        this.schemas = schemas;
    }

    /** An entry of {@code patches}. */
    Transformer load(Patch patch) {
        String inline = patch.patch().strip();
        if (inline.isEmpty() && patch.path().isEmpty()) {
            throw new KustomizeException(
                    "must specify one of patch and path in a patch of the kustomization under " + loader.root());
        }
        if (!inline.isEmpty() && !patch.path().isEmpty()) {
            throw new KustomizeException("patch and path can't be set at the same time: " + patch.path());
        }
        String text = inline.isEmpty() ? file(patch.path()) : inline;
        String source = inline.isEmpty() ? "[path: \"" + patch.path() + "\"]" : "[patch: \"" + escaped(inline) + "\"]";
        return kind(text, patch, source);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private String file(String path) {
        try {
            return loader.text(path);
        } catch (RefusedException e) {
            throw e;
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("failed to get the patch file from path(" + path + ")", e);
        }
    }

    private Transformer kind(String text, Patch patch, String source) {
        Node first;
        try {
            first = jsonOrYaml(text);
        } catch (YamlException e) {
            throw unusable(source, String.valueOf(e.getMessage()), e);
        }
        if (first != null && first.isSequence()) {
            try {
                return new JsonPatchTransformer(JsonPatch.of(first), patch.target(), source, true);
            } catch (KustomizeException | YamlException e) {
                throw unusable(source, String.valueOf(e.getMessage()), e);
            }
        }
        List<Resource> merges;
        try {
            merges = Objects.parse(text, schemas);
        } catch (KustomizeException e) {
            throw unusable(source, String.valueOf(e.getMessage()), e);
        }
        for (Resource merge : merges) {
            merge.allowChanges(patch.allowNameChange(), patch.allowKindChange());
        }
        return new MergePatchTransformer(merges, patch.target(), source, schemas);
    }

    /** A list in brackets is read as JSON, and as nothing else. */
    private static @Nullable Node jsonOrYaml(String text) {
        return text.startsWith("[") ? Values.json(JsonReader.read(text)) : Documents.inflated(text);
    }

    private static KustomizeException unusable(String source, String why, RuntimeException cause) {
        return new KustomizeException("unable to parse SM or JSON patch from " + source + ": " + why, cause);
    }

    /** The entries of {@code patchesStrategicMerge}, and patches given as text. */
    Transformer legacy(List<String> paths, String text) {
        if (paths.isEmpty() && text.isEmpty()) {
            throw new KustomizeException("empty file path and empty patch content");
        }
        List<Resource> all = new ArrayList<>();
        for (String path : paths) {
            all.addAll(patches(path));
        }
        if (!text.isEmpty()) {
            all.addAll(Objects.parse(text, schemas));
        }
        if (all.isEmpty()) {
            throw new KustomizeException("patch appears to be empty; files=" + paths + ", Patch=" + text);
        }
        return MergePatchTransformer.legacy(all, schemas);
    }

    /** What may be a patch is taken as one, all else as the path of a file. */
    private List<Resource> patches(String entry) {
        try {
            return Objects.parse(entry, schemas);
        } catch (KustomizeException notInline) {
            try {
                return Objects.of(loader.documents(entry), schemas);
            } catch (YamlException e) {
                throw new KustomizeException(e.getMessage() + " in File: " + entry, e);
            }
        }
    }

    /** An entry of {@code patchesJson6902}. */
    Transformer json6902(Patch patch) {
        return json6902(patch.target(), patch.path(), patch.patch());
    }

    Transformer json6902(@Nullable Selector target, String path, String inline) {
        if (target == null || target.name().isEmpty()) {
            throw new KustomizeException("must specify the target name");
        }
        if (path.isEmpty() && inline.isEmpty()) {
            throw new KustomizeException("empty file path and empty jsonOp");
        }
        if (!path.isEmpty() && !inline.isEmpty()) {
            throw new KustomizeException("must specify a file path or jsonOp, not both");
        }
        String text = path.isEmpty() ? inline : loader.text(path);
        if (text.isEmpty()) {
            throw new KustomizeException("patch file '" + path + "' empty seems to be empty");
        }
        String source = path.isEmpty() ? "[patch: \"" + escaped(inline) + "\"]" : "[path: \"" + path + "\"]";
        JsonPatch patch;
        try {
            Node root = jsonOrYaml(text);
            patch = JsonPatch.of(root == null ? Node.sequence() : root);
        } catch (YamlException e) {
            throw new KustomizeException("decoding " + source + ": " + e.getMessage(), e);
        }
        if (patch.isEmpty()) {
            throw new KustomizeException("patch appears to be empty; file=" + path + ", JsonOp=" + inline);
        }
        return new JsonPatchTransformer(patch, target, source, false);
    }

    /** Entries of {@code replacements}. */
    Transformer replacements(List<Replacement> entries) {
        List<Replacement> all = new ArrayList<>();
        for (Replacement entry : entries) {
            if (entry.path().isEmpty()) {
                all.add(entry);
                continue;
            }
            if (entry.source() != null
                    || entry.targets() != null && !entry.targets().isEmpty()) {
                throw new KustomizeException("cannot specify both path and inline replacement");
            }
            Node root;
            try {
                root = Documents.inflated(loader.text(entry.path()));
            } catch (YamlException e) {
                throw new KustomizeException(e.getMessage() + " in File: " + entry.path(), e);
            }
            if (root == null || root.isScalar()) {
                throw new KustomizeException(
                        "unsupported replacement type encountered within replacement path: " + entry.path());
            }
            all.addAll(Replacement.ofFile(root));
        }
        return new ReplacementTransformer(all);
    }
}
