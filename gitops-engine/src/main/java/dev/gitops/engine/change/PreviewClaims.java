package dev.gitops.engine.change;

import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.ManifestObject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The claims of a preview, which go with it: what is stored there came with it. Those of an application that stays are kept unless somebody names them. */
public final class PreviewClaims {

    private PreviewClaims() {}

    /**
     * The names of a preview's claims.
     *
     * @param place the preview
     * @param tip the state that has it
     * @return the names; none where its manifests cannot be read, so that nothing is lost by mistake
     */
    public static Set<String> of(Place place, Snapshot tip) {
        Set<String> names = new TreeSet<>();
        try {
            for (ManifestObject object :
                    place.manifests().render(tip, place.target()).objects()) {
                if (object.group().isEmpty() && object.kind().equals("PersistentVolumeClaim")) {
                    names.add(object.name());
                } else if (object.group().equals("apps") && object.kind().equals("StatefulSet")) {
                    templates(object, names);
                }
            }
        } catch (GitOpsException unreadable) {
            return Set.of();
        }
        return names;
    }

    private static void templates(ManifestObject set, Set<String> names) {
        Object spec = set.content().get("spec");
        long replicas = at(spec, "replicas") instanceof Number number ? number.longValue() : 1;
        long start = at(at(spec, "ordinals"), "start") instanceof Number number ? number.longValue() : 0;
        if (at(spec, "volumeClaimTemplates") instanceof Collection<?> templates) {
            for (Object template : templates) {
                for (long ordinal = start; ordinal < start + Math.min(replicas, 100); ordinal++) {
                    names.add(at(at(template, "metadata"), "name") + "-" + set.name() + "-" + ordinal);
                }
            }
        }
    }

    private static @Nullable Object at(@Nullable Object map, String key) {
        return map instanceof Map<?, ?> known ? known.get(key) : null;
    }
}
