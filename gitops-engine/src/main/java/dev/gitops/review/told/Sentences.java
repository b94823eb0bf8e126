package dev.gitops.review.told;

import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sentences that all forms of a review have in common. Names in them are those of an inventory, which are harmless in any form. */
final class Sentences {

    private static final int TOLD = 5;
    private static final int SHORT = 10;

    private Sentences() {}

    static String scope(Review review) {
        ReviewScope scope = review.scope();
        if (scope.applications() == 0) {
            return review.findings().isEmpty()
                    ? "Nothing is rendered differently."
                    : "Nothing else is rendered differently.";
        }
        String guarded = scope.isProtected().isEmpty()
                ? "none of them protected"
                : "of which " + list(scope.isProtected()) + (scope.isProtected().size() == 1 ? " is" : " are")
                        + " protected";
        return (scope.applications() == 1 ? "One application is" : scope.applications() + " applications are")
                + " rendered differently in " + list(scope.environments()) + ", " + guarded
                + (scope.clusters().isEmpty() ? "" : "; clusters: " + list(scope.clusters())) + ".";
    }

    static String list(List<String> names) {
        return names.size() <= TOLD + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, TOLD)) + " and " + (names.size() - TOLD) + " more";
    }

    /** Places by their environments, as in {@code 400 applications (a, b, ...) in dev, staging}. */
    static String places(List<ReviewPlace> places) {
        Map<List<String>, List<String>> appsByEnvironments = new LinkedHashMap<>();
        Map<String, List<String>> environmentsOfApp = new LinkedHashMap<>();
        places.forEach(place -> environmentsOfApp
                .computeIfAbsent(place.app(), absent -> new ArrayList<>())
                .add(place.environment()));
        environmentsOfApp.forEach((app, environments) -> appsByEnvironments
                .computeIfAbsent(environments, absent -> new ArrayList<>())
                .add(app));
        List<String> parts = new ArrayList<>();
        appsByEnvironments.forEach((environments, apps) ->
                parts.add((apps.size() == 1 ? apps.get(0) : apps.size() + " applications (" + list(apps) + ")") + " in "
                        + list(environments)));
        return list(parts);
    }

    static Optional<String> where(ReviewFinding finding) {
        if (finding.places().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                finding.count() > finding.places().size()
                        ? finding.count() + " places, such as "
                                + finding.places().get(0)
                        : places(finding.places()));
    }

    static Optional<String> file(ReviewFinding finding) {
        return finding.file()
                .map(file -> file
                        + (finding.line().isPresent() ? ":" + finding.line().getAsInt() : ""));
    }

    static String shortened(String commit) {
        return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
    }
}
