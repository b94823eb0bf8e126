package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Network policies that let more pass than before. */
final class NetworkPolicyRules implements Rule {

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (!pair.groupKind().equals("networking.k8s.io/NetworkPolicy") || !pair.stays()) {
            return;
        }
        Content before = pair.old().at("spec");
        Content after = pair.now().at("spec");
        List<String> looser = new ArrayList<>();
        if (!selectsAll(after, before)) {
            looser.add("it no longer selects the same pods");
        }
        Set<String> types = types(before);
        types.removeAll(types(after));
        types.forEach(type -> looser.add("it says nothing of " + type.toLowerCase(Locale.ROOT) + " any more"));
        direction(before, after, "Ingress", "ingress", "from", looser);
        direction(before, after, "Egress", "egress", "to", looser);
        if (!looser.isEmpty()) {
            findings.add(FindingKind.NETWORK_POLICY_LOOSENED, place, pair, String.join("; ", looser));
        }
    }

    private static Set<String> types(Content policy) {
        Set<String> types = new LinkedHashSet<>(policy.at("policyTypes").texts());
        if (types.isEmpty()) {
            types.add("Ingress");
            if (!policy.at("egress").isEmpty()) {
                types.add("Egress");
            }
        }
        return types;
    }

    /** Whether what the one selects is selected by the other too, as far as labels alone tell. */
    private static boolean selectsAll(Content wide, Content narrow) {
        Content mine = wide.at("podSelector");
        Content other = narrow.at("podSelector");
        if (mine.isSame(other)
                || mine.at("matchLabels").isEmpty()
                        && mine.at("matchExpressions").isEmpty()) {
            return true;
        }
        return mine.at("matchExpressions").items().stream()
                        .allMatch(item -> other.at("matchExpressions").items().contains(item))
                && mine.at("matchLabels").keys().stream()
                        .allMatch(key -> mine.at("matchLabels", key).isSame(other.at("matchLabels", key)));
    }

    private static void direction(
            Content before, Content after, String type, String rules, String peers, List<String> looser) {
        if (!types(before).contains(type) || !types(after).contains(type)) {
            return;
        }
        List<Content> old = before.at(rules).items();
        for (Content rule : after.at(rules).items()) {
            boolean covered = old.stream()
                    .anyMatch(known ->
                            covers(known.at(peers), rule.at(peers)) && covers(known.at("ports"), rule.at("ports")));
            if (!covered) {
                looser.add((type.equals("Ingress") ? "more may come in" : "more may go out")
                        + (rule.at(peers).isEmpty() ? ", from and to everywhere" : "")
                        + (rule.at("ports").isEmpty() ? ", on all ports" : ""));
            }
        }
    }

    /** A list that is empty allows all. */
    private static boolean covers(Content known, Content fresh) {
        return known.isEmpty()
                || !fresh.isEmpty()
                        && fresh.items().stream().allMatch(item -> known.items().contains(item));
    }
}
