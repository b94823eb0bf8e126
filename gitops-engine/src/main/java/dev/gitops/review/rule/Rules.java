package dev.gitops.review.rule;

import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.List;

/** All questions about what is rendered. */
public final class Rules {

    private static final List<Rule> EACH = List.of(
            new PodRules(),
            new ImmutableFields(),
            new RightsRules(),
            new PrivilegeRules(),
            new ExposureRules(),
            new NetworkPolicyRules());

    private Rules() {}

    /**
     * Asks all of them about a place.
     *
     * @param place the place
     * @param changed the objects that change there
     * @param findings gets what is found
     */
    public static void look(RenderedPlace place, List<ObjectPair> changed, Findings findings) {
        if (place.after().isEmpty()) {
            findings.add(
                    FindingKind.PLACE_REMOVED,
                    place.place(),
                    "the inventory no longer has it there, so that nobody deploys it any more");
            return;
        }
        RemovalRules.look(place, changed, findings);
        for (ObjectPair pair : changed) {
            EACH.forEach(rule -> rule.look(place, pair, findings));
        }
    }
}
