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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Sentences that all forms of a review have in common. Names in them are a stranger's, as the rest is: the form says how it shows one. */
final class Sentences {

    private static final int TOLD = 5;
    private static final int SHORT = 10;

    private Sentences() {}

    static String scope(Review review) {
        return scope(review, UnaryOperator.identity());
    }

    static String scope(Review review, UnaryOperator<String> shown) {
        ReviewScope scope = review.scope();
        if (scope.applications() == 0) {
            return review.findings().isEmpty()
                    ? "Nothing is rendered differently."
                    : "Nothing else is rendered differently.";
        }
        String guarded = scope.isProtected().isEmpty()
                ? "none of them protected"
                : "of which " + list(scope.isProtected(), shown)
                        + (scope.isProtected().size() == 1 ? " is" : " are") + " protected";
        return (scope.applications() == 1 ? "One application is" : scope.applications() + " applications are")
                + " rendered differently in " + list(scope.environments(), shown) + ", " + guarded
                + (scope.clusters().isEmpty() ? "" : "; clusters: " + list(scope.clusters(), shown)) + ".";
    }

    private static String list(List<String> names, UnaryOperator<String> shown) {
        int told = names.size() <= TOLD + 1 ? names.size() : TOLD;
        String list = names.subList(0, told).stream().map(shown).collect(Collectors.joining(", "));
        return told == names.size() ? list : list + " and " + (names.size() - told) + " more";
    }

    /** Places by their environments, as in {@code 400 applications (a, b, ...) in dev, staging}. */
    static String places(List<ReviewPlace> places) {
        return places(places, UnaryOperator.identity());
    }

    static String places(List<ReviewPlace> places, UnaryOperator<String> shown) {
        Map<List<String>, List<String>> appsByEnvironments = new LinkedHashMap<>();
        Map<String, List<String>> environmentsOfApp = new LinkedHashMap<>();
        places.forEach(place -> environmentsOfApp
                .computeIfAbsent(place.app(), absent -> new ArrayList<>())
                .add(place.environment()));
        environmentsOfApp.forEach((app, environments) -> appsByEnvironments
                .computeIfAbsent(environments, absent -> new ArrayList<>())
                .add(app));
        List<String> parts = new ArrayList<>();
        appsByEnvironments.forEach((environments, apps) -> parts.add((apps.size() == 1
                        ? shown.apply(apps.get(0))
                        : apps.size() + " applications (" + list(apps, shown) + ")")
                + " in " + list(environments, shown)));
        return list(parts, UnaryOperator.identity());
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
