package dev.gitops.review;

import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewScope;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.api.review.Verdict;
import dev.gitops.review.rendered.Cut;
import dev.gitops.review.rendered.Differences;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.ObjectPairs;
import dev.gitops.review.rendered.RenderedDigest;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.review.rule.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From what is rendered before and after to the verdict. Places may be added in any order; the verdict is the same. */
public final class Judgement {

    private static final Set<String> UNREADABLE =
            Set.of(FindingKind.NOT_RENDERED.id(), FindingKind.INVENTORY_INVALID.id());

    private static final int LONGEST = 400;
    private static final int MOST_NOTICES = 100;

    private final Findings findings;
    private final Differences differences = new Differences();
    private final List<ReviewedPlace> places = new ArrayList<>();
    private final Map<ReviewPlace, String> digests = new TreeMap<>();
    private final List<NeededApproval> approvals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * Nothing is known yet.
     *
     * @param findings gets what is found; may have some already
     */
    public Judgement(Findings findings) {
        this.findings = findings;
    }

    /**
     * Looks at a place.
     *
     * @param place both sides
     * @return the objects that change there; empty where it is rendered as before
     */
    public Optional<List<ObjectPair>> add(RenderedPlace place) {
        Optional<String> before = place.before().map(Side::digest);
        Optional<String> after = place.after().map(Side::digest);
        if (before.equals(after)) {
            return Optional.empty();
        }
        List<ObjectPair> changed = place.after().isPresent() ? ObjectPairs.changed(place) : List.of();
        places.add(new ReviewedPlace(
                place.place(),
                place.environment().cluster(),
                place.environment().namespace(),
                place.isProtected(),
                before,
                after));
        digests.put(place.place(), after.orElse("-"));
        if (!changed.isEmpty()) {
            differences.add(place, changed);
        }
        Rules.look(place, changed, findings);
        return Optional.of(changed);
    }

    /**
     * Says whose approval is needed.
     *
     * @param approval whose
     */
    public void needs(NeededApproval approval) {
        NeededApproval shown = new NeededApproval(
                Cut.line(approval.why(), LONGEST),
                approval.oneOf().stream().map(name -> Cut.line(name, LONGEST)).toList(),
                approval.fourEyes());
        if (!approvals.contains(shown)) {
            approvals.add(shown);
        }
    }

    /**
     * Says what else there is to know.
     *
     * @param notice a sentence
     */
    public void tell(String notice) {
        String shown = Cut.line(notice, LONGEST);
        if (notices.size() < MOST_NOTICES && !notices.contains(shown)) {
            notices.add(shown);
        }
    }

    /**
     * The verdict.
     *
     * @param from the commit that was compared with
     * @param to the newest commit of the change
     * @param request the number of the change request
     * @param looked how many places were rendered
     * @param block what blocks, beside errors
     * @return the review
     */
    public Review verdict(String from, String to, Optional<String> request, int looked, List<String> block) {
        List<ReviewFinding> found = findings.all(block);
        findings.leftOut().forEach(this::tell);
        boolean unreadable = found.stream().anyMatch(finding -> UNREADABLE.contains(finding.id()));
        boolean blocked = found.stream().anyMatch(ReviewFinding::blocks);
        places.sort(Comparator.comparing(ReviewedPlace::place));
        return new Review(
                from,
                to,
                request,
                unreadable ? Verdict.INVALID : blocked ? Verdict.BLOCKED : Verdict.PASSED,
                RenderedDigest.ofAll(digests),
                scope(looked),
                places,
                differences.all(),
                found,
                approvals,
                notices);
    }

    private ReviewScope scope(int looked) {
        Set<String> applications = new TreeSet<>();
        Set<String> environments = new TreeSet<>();
        Set<String> clusters = new TreeSet<>();
        Set<String> guarded = new TreeSet<>();
        for (ReviewedPlace place : places) {
            applications.add(place.place().app());
            environments.add(place.place().environment());
            place.cluster().ifPresent(clusters::add);
            if (place.isProtected()) {
                guarded.add(place.place().environment());
            }
        }
        return new ReviewScope(
                applications.size(), List.copyOf(environments), List.copyOf(clusters), List.copyOf(guarded), looked);
    }
}
