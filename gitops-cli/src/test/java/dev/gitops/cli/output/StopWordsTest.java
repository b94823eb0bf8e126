package dev.gitops.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.audit.report.ReportInput.Pending;
import dev.gitops.audit.report.ReportInput.Stop;
import org.junit.jupiter.api.Test;

class StopWordsTest {

    @Test
    void aHoldIsWhoAndWhy() {
        String whole = "by alice <alice@example.com> since 2026-12-20T08:00:00Z: errors at checkout";
        assertThat(StopWords.held(whole)).isEqualTo(new Stop("by alice: errors at checkout", whole));
        assertThat(StopWords.held("by bob since 2026-12-20T08:00:00Z"))
                .isEqualTo(new Stop("by bob", "by bob since 2026-12-20T08:00:00Z"));
        String line = "by bob <bob@example.com> since 2026-12-20T08:00:00Z with all of the line: incident 42";
        assertThat(StopWords.held(line)).isEqualTo(new Stop("by bob with all of the line: incident 42", line));
        assertThat(StopWords.held(null)).isNull();
    }

    @Test
    void aFreezeIsUntilWhenAndWhy() {
        String whole =
                "production is frozen until 2027-01-02T06:00+01:00 (holidays); wait, or deploy with --break-glass REASON";
        assertThat(StopWords.frozen(whole)).isEqualTo(new Stop("until 2 Jan, 06:00 (UTC+01:00): holidays", whole));
        String never = "production is closed and does not open again as far as can be foreseen; wait";
        assertThat(StopWords.frozen(never)).isEqualTo(new Stop(never, never));
        assertThat(StopWords.frozen(null)).isNull();
    }

    @Test
    void aRequestHasItsNumberAndABranchNone() {
        assertThat(ReportFacts.pending("https://git.example.com/platform/infra/pulls/7"))
                .isEqualTo(new Pending("#7", "https://git.example.com/platform/infra/pulls/7"));
        assertThat(ReportFacts.pending("gitops/change/shop/production"))
                .isEqualTo(new Pending("the merge of gitops/change/shop/production", null));
        assertThat(ReportFacts.pending("https://git.example.com/x"))
                .isEqualTo(new Pending("the review", "https://git.example.com/x"));
    }
}
