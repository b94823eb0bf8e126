package dev.gitops.engine.change;

import dev.gitops.api.Approval;
import dev.gitops.spi.Forge.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changes while a change request is waited for, in words. */
final class Following {

    private @Nullable Details before;

    /** What is new since the last look; after the first look, what is so already. */
    List<String> news(Details now) {
        List<String> news = new ArrayList<>();
        List<String> known = before == null ? List.of() : people(before);
        List<String> approvers = people(now);
        approvers.stream().filter(by -> !known.contains(by)).forEach(by -> news.add("approved by " + by));
        known.stream()
                .filter(by -> !approvers.contains(by))
                .forEach(by -> news.add("the approval of " + by + " no longer counts"));
        String obstacle = obstacle(now);
        String last = before == null ? "" : obstacle(before);
        if (!obstacle.equals(last)) {
            news.add(obstacle.isEmpty() ? "the host would merge it now" : obstacle);
        }
        if (before != null && !before.head().equals(now.head())) {
            news.add("it has another commit now: " + now.head());
        }
        switch (now.request().state()) {
            case MERGED ->
                news.add("merged" + now.mergedBy().map(by -> " by " + by).orElse(""));
            case CLOSED -> news.add("closed, not merged");
            case OPEN -> {
                // that is what is waited for to change
            }
        }
        before = now;
        return news;
    }

    private static List<String> people(Details details) {
        return details.approvals().stream().map(Approval::by).distinct().collect(Collectors.toList());
    }

    /** What has ended has no obstacle, whatever the host says of it. */
    private static String obstacle(Details details) {
        return switch (details.request().state()) {
            case OPEN -> details.obstacle().orElse("");
            case MERGED, CLOSED -> "";
        };
    }
}
