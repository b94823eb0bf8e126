package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.ClaimTemplates;
import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.config.SortOptions;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.generate.ContentHash;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.loading.Objects;
import dev.gitops.kustomize.loading.Reads;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.kustomize.transform.PairTransformer;
import dev.gitops.kustomize.transform.SortTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One build, from the outermost kustomization to the objects in their order. */
public final class Build {

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String VERSION = "kustomize-v5.8.2";
    private static final String LOCAL_CONFIG = "config.kubernetes.io/local-config";

    private Build() {}

    /**
     * Builds.
     *
     * @param reads where from
     * @param root the directory
     * @param restricted whether files must stand within the root of the kustomization that names them
     * @param managedByLabel whether every object gets the label that tells who made it
     * @param legacyOrder whether the order is by kind where the kustomization says nothing
     * @param charts who renders charts
     * @param claims whether labels of pod templates go to claim templates too
     * @param warnings who hears of deprecated fields
     * @return the objects
     */
    public static List<Resource> run(
            Reads reads,
            String root,
            boolean restricted,
            boolean managedByLabel,
            boolean legacyOrder,
            Charts charts,
            ClaimTemplates claims,
            Consumer<String> warnings) {
        BuildContext context = new BuildContext(new Schemas(), List.of(), charts, claims, warnings);
        Target target = Target.load(Loader.at(reads, root, restricted), context, true, null);
        Accumulated all = target.accumulate();
        ContentHash.rename(all.set());
        all.fixNameReferences();
        all.resolveVars();
        ResourceSet set = all.set();
        dropLocal(set);
        SortOptions sort = target.kustomization().sortOptions();
        if (sort != null || legacyOrder) {
            new SortTransformer(sort == null ? SortOptions.DEFAULT : sort).transform(set);
        }
        List<String> metadata = target.kustomization().buildMetadata();
        if (managedByLabel || metadata.contains("managedByLabel")) {
            FieldSpec labels = FieldSpec.of("metadata/labels", true);
            new PairTransformer(Map.of(MANAGED_BY, VERSION), List.of(labels)).transform(set);
        }
        Annotations annotations =
                new Annotations(metadata.contains("originAnnotations"), metadata.contains("transformerAnnotations"));
        set.all().forEach(annotations::finish);
        return set.all();
    }

    /** Objects that are there for other tools only are not printed. */
    private static void dropLocal(ResourceSet set) {
        List<Resource> kept = new ArrayList<>(set.size());
        for (Resource resource : set.all()) {
            if (resource.isEmpty()) {
                continue;
            }
            Objects.check(resource.root());
            String local = resource.metadataMap("annotations").get(LOCAL_CONFIG);
            if (local == null || local.equals("false")) {
                kept.add(resource);
            }
        }
        if (kept.size() != set.size()) {
            set.replace(kept);
        }
    }

    /** {@return a build error for what a library throws} @param e what was thrown */
    public static KustomizeException failure(RuntimeException e) {
        return e instanceof KustomizeException k ? k : new KustomizeException(String.valueOf(e.getMessage()), e);
    }
}
