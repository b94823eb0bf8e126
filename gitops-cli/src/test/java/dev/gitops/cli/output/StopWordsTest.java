package dev.gitops.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.FreezeSpec;
import dev.gitops.audit.report.ReportInput.Pending;
import dev.gitops.audit.report.ReportInput.Stop;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopWordsTest {

    private static final Instant NOW = Instant.parse("2026-12-24T12:00:00Z");

    @Test
    void aHoldIsWhoAndWhy() {
        String whole = "by alice <alice@example.com> since 2026-12-20T08:00:00Z: errors at checkout";
        assertThat(StopWords.held(whole)).isEqualTo(new Stop("by alice: errors at checkout", whole));
        assertThat(StopWords.held("by bob since 2026-12-20T08:00:00Z"))
                .isEqualTo(new Stop("by bob", "by bob since 2026-12-20T08:00:00Z"));
        assertThat(StopWords.held(null)).isNull();
    }

    @Test
    void aFreezeIsUntilWhenAndWhy() {
        FreezeSpec holidays =
                new FreezeSpec("2026-12-20T00:00", "2027-01-02T06:00", ZoneId.of("Europe/Berlin"), "holidays");
        assertThat(StopWords.frozen("frozen until ...", List.of(holidays), NOW))
                .isEqualTo(new Stop("until 2 Jan, 06:00 Europe/Berlin: holidays", "frozen until ..."));
        assertThat(StopWords.frozen(null, List.of(holidays), NOW)).isNull();
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
