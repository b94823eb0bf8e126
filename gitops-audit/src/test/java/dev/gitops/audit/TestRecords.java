package dev.gitops.audit;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.record.Ulid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes records that look like those of a company, the same ones for the same seed. */
public final class TestRecords {

    /** When the first record is made. */
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private static final List<String> PEOPLE =
            List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");
    private static final List<String> WHY = List.of(
            "the cart must not lose what is in it",
            "faster start of the checkout",
            "security fix of the base image",
            "new prices from Monday",
            "less memory for the search");

    private final Random random;
    private final int apps;
    private final Duration step;
    private final Ulid ids;
    private Instant now = START;

    /**
     * A maker.
     *
     * @param seed decides everything
     * @param apps how many applications there are
     * @param step the time between two records
     */
    public TestRecords(long seed, int apps, Duration step) {
        this.random = new Random(seed);
        this.apps = apps;
        this.step = step;
        this.ids = new Ulid(new Moving(), new Random(seed));
    }

    /** {@return the next record} */
    public DeploymentRecord next() {
        now = now.plus(step);
        int number = random.nextInt(apps);
        String app = "app-" + number;
        int build = 100 + (int) (Duration.between(START, now).toMinutes() / 7);
        EnvironmentName environment = List.of(EnvironmentName.DEV, EnvironmentName.STAGING, EnvironmentName.PRODUCTION)
                .get(random.nextInt(3));
        boolean failed = random.nextInt(12) == 0;
        ImmutableDeploymentRecord.Builder record = DeploymentRecord.builder()
                .id(ids.next())
                .app(app)
                .environment(environment)
                .operation(random.nextInt(20) == 0 ? Operation.PROMOTE : Operation.DEPLOY)
                .outcome(failed ? "failed" : "verified")
                .requestedBy(PEOPLE.get(random.nextInt(PEOPLE.size())))
                .reason(WHY.get(random.nextInt(WHY.size())))
                .addImages(new ImageChange(app, image(app, build - 1), image(app, build)))
                .build(build)
                .addSourceCommits(digest("source" + app + build).substring(0, 40))
                .sourceTime(now.minusSeconds(600 + random.nextInt(100_000)))
                .commit(digest("commit" + now).substring(0, 40))
                .manifestsDigest("sha256:" + digest("manifests" + now))
                .started(now.minusSeconds(30 + random.nextInt(90)))
                .ended(now)
                .cluster(environment.value())
                .delivery("apply")
                .buildUrl("https://jenkins.example.com/job/gitops/job/deliver/job/" + app + "/" + build + "/");
        if (failed) {
            record.failure(
                    "Deployment " + app + ": ProgressDeadlineExceeded after 300 s; the container crashed 4 times");
        }
        if (environment.equals(EnvironmentName.PRODUCTION)) {
            record.addApprovals(new Approval(
                    PEOPLE.get(random.nextInt(PEOPLE.size())), "fine", null, "sha256:" + digest("diff" + now)));
            record.changeRequest(new ChangeRequest(
                    "https://git.example.com/platform/infra/pulls/" + build, build, ChangeRequest.State.MERGED));
        }
        return record.build();
    }

    private static ImageRef image(String app, int build) {
        return ImageRef.parse("registry.example.com/shop/" + app + ":1." + build + ".0@sha256:" + digest(app + build));
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Moving extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
