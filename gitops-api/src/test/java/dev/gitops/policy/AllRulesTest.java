package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.LineStop;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.model.ApprovalRule;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.api.model.WindowSpec;
import dev.gitops.api.model.WindowsSpec;
import dev.gitops.policy.Soak.Event;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All rules of time and people at once, over random pasts: records, holds, stops, approvals and windows come in any order while clocks are put forward and back. What may go is told by a second reading of each rule,
 * written as plainly as can be.
 */
class AllRulesTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave");
    private static final Set<String> TEAM = Set.of("alice", "bob");
    private static final Duration SOAK = Duration.ofHours(30);
    private static final String DIGEST = "sha256:aa";

    private static final EnvironmentSpec PRODUCTION = EnvironmentSpec.builder()
            .name(EnvironmentName.PRODUCTION)
            .addWindows(new WindowsSpec(
                    List.of(new WindowSpec("MON 02:30", "SUN 20:00", null, null, ZONE, null)),
                    List.of(new WindowSpec("SAT 23:00", "SUN 03:30", null, null, ZONE, "backups"))))
            .addApprovals(new ApprovalRule(List.of("team"), 1, List.of()))
            .addApprovals(new ApprovalRule(List.of("team", "carol"), 1, List.of()))
            .fourEyes(true)
            .build();

    private static final Windows WINDOWS = Windows.of(PRODUCTION, Occurrences.NONE);

    /** What has happened so far. */
    private static final class Past {
        private final Random random;
        private Instant now;
        private final List<DeploymentRecord> staging = new ArrayList<>();
        private final List<Boolean> database = new ArrayList<>();
        private final List<Approval> approvals = new ArrayList<>();
        private Optional<Hold> hold = Optional.empty();
        private final List<Stop> stops = new ArrayList<>();

        Past(long seed) {
            random = new Random(seed);
            // around both changes of the clocks, and a leap day
            String begin = List.of("2026-03-26T00:00:00Z", "2026-10-22T00:00:00Z", "2028-02-26T00:00:00Z")
                    .get(random.nextInt(3));
            now = Instant.parse(begin);
        }

        void happens() {
            now = now.plus(Duration.ofMinutes(random.nextInt(12 * 60)));
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> staging.add(0, record(random.nextInt(8) > 1 ? "verified" : "failed", Operation.DEPLOY));
                case 3 -> staging.add(0, record("failed", random.nextBoolean() ? Operation.DRIFT : Operation.DEPLOY));
                case 4 -> database.add(random.nextInt(4) > 0);
                case 5 ->
                    hold = hold.isPresent() || random.nextInt(3) > 0
                            ? Optional.empty()
                            : Optional.of(new Hold("dave", now, null));
                case 6 -> {
                    if (stops.isEmpty() && random.nextBoolean()) {
                        stops.add(new Stop(LineStop.ALL.in(EnvironmentName.PRODUCTION), "dave", now, null));
                    } else {
                        stops.clear();
                    }
                }
                case 7, 8 ->
                    approvals.add(new Approval(
                            PEOPLE.get(random.nextInt(PEOPLE.size())),
                            null,
                            null,
                            random.nextInt(5) > 0 ? DIGEST : "sha256:bb"));
                default -> throw new AssertionError();
            }
        }

        private DeploymentRecord record(String outcome, Operation operation) {
            ImageRef image = ImageRef.parse("registry.example.com/shop:1." + random.nextInt(2));
            return DeploymentRecord.builder()
                    .id("R" + staging.size())
                    .app("shop")
                    .environment(EnvironmentName.STAGING)
                    .operation(operation)
                    .outcome(outcome)
                    .requestedBy("carol")
                    .addImages(new ImageChange("shop", null, image))
                    .started(now)
                    .ended(now)
                    .after(staging.stream().limit(1).map(DeploymentRecord::id).toList())
                    .build();
        }

        /** As the policy says it: the promotion, and the deployment after it. */
        Stream<Obstacle> obstacles(String release, String actor) {
            List<DeploymentRecord> shuffled = new ArrayList<>(staging);
            shuffled.sort((one, other) -> other.ended().compareTo(one.ended()));
            List<Event> events =
                    RecordOrder.newestFirst(shuffled).stream().map(Event::of).toList();
            AppOrder.State db = database.isEmpty()
                    ? AppOrder.State.WAITING
                    : database.get(database.size() - 1) ? AppOrder.State.DONE : AppOrder.State.FAILED;
            Approvals needed = new Approvals(
                    Approvals.needs(
                            PRODUCTION,
                            Map.of("team", new TeamSpec("team", List.copyOf(TEAM), null)),
                            Optional.of(Set.of())),
                    Set.of(actor),
                    true,
                    DIGEST,
                    People.of(Map.of()));
            return Stream.of(
                            Soak.obstacle("shop in staging", release, SOAK, events, now),
                            WINDOWS.obstacle("production", now),
                            Stop.obstacle(stops, actor, Set.of("bob"), People.of(Map.of())),
                            Hold.refusal(hold, "shop", "production")
                                    .map(text -> Obstacle.untilDone(Refusal.Kind.HOLD, text, "lift it")),
                            needed.refusal(approvals)
                                    .map(text -> Obstacle.untilDone(Refusal.Kind.APPROVAL, text, "approve it")),
                            AppOrder.obstacles("shop", "production", List.of(new AppOrder.Before("db", db))).stream()
                                    .findFirst())
                    .flatMap(Optional::stream);
        }

        /** The same once more, by other means. */
        boolean mayGo(String release, String actor) {
            boolean database = !this.database.isEmpty() && this.database.get(this.database.size() - 1);
            boolean line = stops.isEmpty() || actor.equals("bob");
            return hold.isEmpty() && line && database && soaked(release) && open() && approved(actor);
        }

        private boolean soaked(String release) {
            Instant since = null;
            for (int i = staging.size() - 1; i >= 0; i--) {
                DeploymentRecord record = staging.get(i);
                boolean holds = record.operation() == Operation.DEPLOY
                        && record.outcome().equals("verified")
                        && release(record).equals(release);
                since = !holds ? null : since == null ? record.ended() : since;
            }
            return since != null && !now.isBefore(since.plus(SOAK));
        }

        private boolean open() {
            ZonedDateTime wall = now.atZone(ZONE);
            int minute = wall.getHour() * 60 + wall.getMinute();
            boolean sunday = wall.getDayOfWeek() == DayOfWeek.SUNDAY;
            boolean allowed = (sunday ? minute < 20 * 60 : true)
                    && !(wall.getDayOfWeek() == DayOfWeek.MONDAY && minute < 2 * 60 + 30);
            boolean denied = wall.getDayOfWeek() == DayOfWeek.SATURDAY && minute >= 23 * 60
                    || sunday
                            && now.isBefore(wall.toLocalDate()
                                    .atTime(3, 30)
                                    .atZone(ZONE)
                                    .toInstant());
            return allowed && !denied;
        }

        private boolean approved(String actor) {
            Set<String> who = new TreeSet<>();
            approvals.stream()
                    .filter(approval -> DIGEST.equals(approval.diffDigest()))
                    .map(Approval::by)
                    .filter(person -> !person.equals(actor))
                    .forEach(who::add);
            return who.stream()
                    .anyMatch(one -> TEAM.contains(one)
                            && who.stream()
                                    .anyMatch(other ->
                                            !other.equals(one) && (TEAM.contains(other) || other.equals("carol"))));
        }
    }

    private static String release(DeploymentRecord record) {
        return Soak.release(ImageChange.after(record.images()));
    }

    @Test
    void noOrderOfEventsLetsAForbiddenChangeThroughNorStopsAnAllowedOne() {
        int went = 0;
        for (int seed = 0; seed < 400; seed++) {
            Past past = new Past(seed);
            for (int step = 0; step < 60; step++) {
                past.happens();
                String release = Soak.release(List.of(new ReleasedImage(
                        "shop", ImageRef.parse("registry.example.com/shop:1." + past.random.nextInt(2)))));
                String actor = PEOPLE.get(past.random.nextInt(PEOPLE.size()));
                List<Obstacle> obstacles = past.obstacles(release, actor).toList();
                assertThat(obstacles.isEmpty())
                        .as("seed %d, step %d at %s by %s: %s", seed, step, past.now, actor, obstacles)
                        .isEqualTo(past.mayGo(release, actor));
                went += obstacles.isEmpty() ? 1 : 0;
            }
        }
        assertThat(went).as("changes that went, or nothing was tried").isGreaterThan(20);
    }

    @Test
    void whatEndsByItselfIsThereUntilThenAndNoLonger() {
        for (int seed = 0; seed < 100; seed++) {
            Past past = new Past(seed);
            for (int step = 0; step < 40; step++) {
                past.happens();
                Instant asked = past.now;
                String release = past.staging.isEmpty() ? "" : release(past.staging.get(0));
                for (Obstacle obstacle : past.obstacles(release, "carol").toList()) {
                    if (obstacle.until().isPresent()) {
                        Instant until = obstacle.until().get();
                        assertThat(until).isAfter(asked);
                        past.now = until;
                        assertThat(past.obstacles(release, "carol").filter(other -> other.kind() == obstacle.kind()))
                                .as("seed %d, step %d: %s", seed, step, obstacle)
                                .isEmpty();
                        past.now = until.minusSeconds(1);
                        assertThat(past.obstacles(release, "carol").filter(other -> other.kind() == obstacle.kind()))
                                .as("seed %d, step %d: %s", seed, step, obstacle)
                                .isNotEmpty();
                        past.now = asked;
                    }
                }
            }
        }
    }
}
