package dev.gitops.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether everything that a protected environment would get came by reviewed change requests. */
public final class Provenance {

    private static final int SHORT = 12;

    private Provenance() {}

    /**
     * A commit that touched what the environment depends on.
     *
     * @param id the full id
     * @param subject its message's first line
     * @param byChangeRequest whether a merged change request brought it
     */
    public record Touch(String id, String subject, boolean byChangeRequest) {}

    /**
     * Why a deployment is refused.
     *
     * @param touches the commits since the last deployed one
     * @param shared the shared files that they touched, or that the environment did not depend on before
     * @param verifiedBefore shared files that an environment before this one has verified as they are now
     * @param needsVerification whether there is an environment before this one
     * @return the reasons, the commits named; empty where everything came as it should
     */
    public static List<String> refusals(
            List<Touch> touches, Set<String> shared, Set<String> verifiedBefore, boolean needsVerification) {
        List<String> pushed = touches.stream()
                .filter(touch -> !touch.byChangeRequest())
                .map(touch -> "commit "
                        + touch.id().substring(0, Math.min(SHORT, touch.id().length())) + " (" + touch.subject()
                        + ") did not come by a merged change request; revert it or have it reviewed in one")
                .collect(Collectors.toList());
        if (needsVerification) {
            shared.stream()
                    .filter(path -> !verifiedBefore.contains(path))
                    .sorted()
                    .map(path -> "the shared file " + path
                            + " was not verified in an environment before this one; deploy it there first")
                    .forEach(pushed::add);
        }
        return List.copyOf(pushed);
    }
}
