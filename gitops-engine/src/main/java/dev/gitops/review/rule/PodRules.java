package dev.gitops.review.rule;

import dev.gitops.api.ImageRef;
import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.Optional;
import java.util.Set;

/** Pods that are replaced, stop, or lose the digests of their images. */
final class PodRules implements Rule {

    private static final Set<String> REPLACING =
            Set.of("apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "argoproj.io/Rollout");
    private static final Set<String> SCALED = Set.of("apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout");

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (!pair.stays()) {
            return;
        }
        if (REPLACING.contains(pair.groupKind())) {
            restart(place, pair, findings);
        }
        if (SCALED.contains(pair.groupKind())) {
            stop(place, pair, findings);
        }
        if (pair.groupKind().equals("batch/CronJob")
                && pair.now().at("spec", "suspend").isTrue()
                && !pair.old().at("spec", "suspend").isTrue()) {
            findings.add(FindingKind.SCALED_TO_ZERO, place, pair, "it is suspended, so it no longer runs");
        }
        digests(place, pair, findings);
    }

    private static void restart(RenderedPlace place, ObjectPair pair, Findings findings) {
        Content before = pair.old().at("spec", "template");
        Content after = pair.now().at("spec", "template");
        Optional<Long> replicas = Workloads.replicas(pair.now());
        if (AsStored.isSame(before, after)
                || replicas.filter(count -> count == 0).isPresent()) {
            return;
        }
        String strategy = pair.now()
                .at("spec", "strategy", "type")
                .text(pair.now().at("spec", "updateStrategy", "type").text(""));
        String how = switch (strategy) {
            case "Recreate" -> "its pods are stopped, all at once, and started anew: it stands still meanwhile";
            case "OnDelete" -> "its pods are replaced when somebody deletes them, and not before";
            default -> "its pods are replaced";
        };
        findings.add(
                FindingKind.RESTART,
                place,
                pair,
                how
                        + replicas.filter(count -> count > 1)
                                .map(count -> " (" + count + " replicas)")
                                .orElse(""));
    }

    private static void stop(RenderedPlace place, ObjectPair pair, Findings findings) {
        long before = Workloads.replicas(pair.old()).orElse(1L);
        boolean stops =
                Workloads.replicas(pair.now()).filter(count -> count == 0).isPresent();
        if (before > 0 && stops) {
            findings.add(
                    FindingKind.SCALED_TO_ZERO, place, pair, "it is scaled to zero, so nothing of it runs any more");
        }
    }

    private static void digests(RenderedPlace place, ObjectPair pair, Findings findings) {
        for (Content container : Workloads.containers(Workloads.pod(pair, pair.now()))) {
            Optional<String> now = container.at("image").text();
            Optional<String> before = Workloads.containers(Workloads.pod(pair, pair.old())).stream()
                    .filter(other -> other.at("name").isSame(container.at("name")))
                    .flatMap(other -> other.at("image").text().stream())
                    .findFirst();
            if (now.isPresent() && before.isPresent() && hasDigest(before.get()) && !hasDigest(now.get())) {
                findings.add(
                        FindingKind.DIGEST_LOST,
                        place,
                        pair,
                        "the image of " + Workloads.name(container) + " had a digest and has none now: " + now.get());
            }
        }
    }

    private static boolean hasDigest(String image) {
        try {
            return ImageRef.parse(image).digest().isPresent();
        } catch (RuntimeException noImage) {
            return false;
        }
    }
}
