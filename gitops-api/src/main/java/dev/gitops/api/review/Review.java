package dev.gitops.api.review;

import java.util.List;
import java.util.Optional;

/**
 * The verdict on a change request. It is a function of two commits, of the inventories in them and of the time: who asks, and on which machine, does not matter.
 *
 * @param from the full id of the commit that the change is compared with: where its history parts from its target's
 * @param to the full id of the newest commit of the change
 * @param request the number of the change request; empty where none was named
 * @param verdict how it ended
 * @param digest stands for everything that the change renders to: equal digests mean equal renderings of the same applications in the same environments, whatever the commits
 * @param scope how far it reaches
 * @param places the applications and environments that are rendered differently, sorted
 * @param differences how, equal ones told once
 * @param findings what somebody should know, the heaviest first
 * @param approvals whose approval it needs
 * @param notices what else there is to say, such as what was not looked at
 */
public record Review(
        String from,
        String to,
        Optional<String> request,
        Verdict verdict,
        String digest,
        ReviewScope scope,
        List<ReviewedPlace> places,
        List<RenderedDifference> differences,
        List<ReviewFinding> findings,
        List<NeededApproval> approvals,
        List<String> notices) {

    /** Copies the lists. */
    public Review {
        places = List.copyOf(places);
        differences = List.copyOf(differences);
        findings = List.copyOf(findings);
        approvals = List.copyOf(approvals);
        notices = List.copyOf(notices);
    }

    /** {@return the findings that keep the change from being merged} */
    public List<ReviewFinding> blocking() {
        return findings.stream().filter(ReviewFinding::blocks).toList();
    }
}
