package dev.gitops.testing;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.VerifyResult;
import dev.gitops.record.Ulid;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;

/** Records to test with. */
public final class SampleRecords {

    public static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private static final Ulid IDS = new Ulid(Clock.fixed(NOON, ZoneOffset.UTC), new Random(7));

    private SampleRecords() {}

    public static ImmutableDeploymentRecord.Builder small() {
        return DeploymentRecord.builder()
                .id(IDS.next())
                .app("shop")
                .environment(EnvironmentName.PRODUCTION)
                .operation(Operation.DEPLOY)
                .outcome("verified")
                .requestedBy("alice")
                .started(NOON.minusSeconds(90))
                .ended(NOON);
    }

    public static ImmutableDeploymentRecord.Builder full() {
        return small().fromEnvironment(EnvironmentName.STAGING)
                .requestedBy("Alice Adams <alice@example.com>")
                .addApprovals(new Approval(
                        "bob",
                        "looks good, 2 replicas",
                        "https://git.example.com/pulls/41",
                        "sha256:" + "c".repeat(64)))
                .reason("the cart must not lose what is in it")
                .addImages(new ImageChange(
                        "shop",
                        ImageRef.parse("registry.example.com/payments/shop:1.2.2@sha256:" + "a".repeat(64)),
                        ImageRef.parse("registry.example.com/payments/shop:1.2.3@sha256:" + "b".repeat(64))))
                .build(812)
                .addSourceCommits("0123456789abcdef0123456789abcdef01234567")
                .sourceTime(NOON.minusSeconds(7200))
                .commit("fedcba9876543210fedcba9876543210fedcba98")
                .changeRequest(new ChangeRequest("https://git.example.com/pulls/41", 41, ChangeRequest.State.MERGED))
                .manifestsDigest("sha256:" + "d".repeat(64))
                .diffDigest("sha256:" + "c".repeat(64))
                .cluster("production")
                .delivery("apply")
                .buildUrl("https://jenkins.example.com/job/deploy/7/")
                .addRefusals(new RecordedRefusal("freeze", "windows.deny", NOON.plusSeconds(3600)))
                .addRefusals(new RecordedRefusal("dependency", "after/db", null))
                .decided(NOON.minusSeconds(120))
                .addNotices("two commits came without a change request")
                .addVerify(new VerifyResult(
                        "prometheus rate(errors[5m]) < 0.01",
                        true,
                        "0.0025 after 3 tries",
                        Map.of("value", 0.0025, "tries", 3.0)))
                .bakeOf("01JNDRSTF0AAAAAAAAAAAAAAAA");
    }
}
