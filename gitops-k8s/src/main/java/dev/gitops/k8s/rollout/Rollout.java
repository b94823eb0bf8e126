package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.ClusterUnreachableException;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.health.PodHealth;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.health.Verdict.Outlook;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until all objects are healthy, or one will not be. It is told by watches; between their events it only looks at the clock. */
public final class Rollout {

    /** How long to look for the pod that is to blame, before the workload itself is. */
    private static final Duration LOOK = Duration.ofMillis(1_500);

    private static final Duration REREAD = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofSeconds(3);

    private static final Verdict MISSING = new Verdict(Health.MISSING, "Missing", "it is not there", Outlook.BLEAK);

    private final Cluster cluster;
    private final Patience patience;
    private final Secrets secrets;
    private final Progress progress;
    private final Map<ObjectKey, Item> items = new LinkedHashMap<>();
    private final Map<ObjectKey, JsonNode> live = new LinkedHashMap<>();
    private final Map<ObjectKey, String> told = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();
    private final Ending ending;
    private final PodRefusals refusals;
    private HealthRules rules = HealthRules.STANDARD;
    private final Instant began = Instant.now();
    private final Instant until;
    private @Nullable String unreachable;
    private Instant reread = Instant.now().plus(REREAD);
    private boolean lookedLast;

    /**
     * A rollout.
     *
     * @param cluster the cluster
     * @param items the objects to wait for
     * @param patience how long
     * @param secrets what must not be shown
     * @param progress is told what happens
     */
    public Rollout(Cluster cluster, List<Item> items, Patience patience, Secrets secrets, Progress progress) {
        this(cluster, items, patience, secrets, progress, Ending.NONE);
    }

    /**
     * A rollout that somebody else may end.
     *
     * @param cluster the cluster
     * @param items the objects to wait for
     * @param patience how long
     * @param secrets what must not be shown
     * @param progress is told what happens
     * @param ending tells why waiting must end
     */
    public Rollout(
            Cluster cluster, List<Item> items, Patience patience, Secrets secrets, Progress progress, Ending ending) {
        this.ending = ending;
        this.cluster = cluster;
        this.patience = patience;
        this.secrets = secrets;
        this.progress = progress;
        this.until = Instant.now().plus(patience.total());
        this.refusals = new PodRefusals(new Diagnosis(cluster, secrets), patience.bleak());
        items.forEach(item -> {
            this.items.put(item.key(), item);
            this.live.put(item.key(), item.live());
        });
    }

    /**
     * Waits by other rules.
     *
     * @param others what healthy is
     * @return this
     */
    public Rollout by(HealthRules others) {
        rules = others;
        return this;
    }

    /**
     * How an object is, were nobody to wait for it.
     *
     * @param rules what healthy is
     * @param object the live object; missing where it is not there
     * @return the verdict
     */
    public static Verdict verdict(HealthRules rules, JsonNode object) {
        return object.isMissingNode() ? MISSING : rules.verdict(object);
    }

    /**
     * How an object is, held against what Git says of it.
     *
     * @param rules what healthy is
     * @param object the live object; missing where it is not there
     * @param wanted the object as Git has it; missing where nobody knows
     * @return the verdict
     */
    public static Verdict verdict(HealthRules rules, JsonNode object, JsonNode wanted) {
        Verdict seen = verdict(rules, object);
        return object.isMissingNode() ? seen : new Expectation(wanted).refine(object, seen);
    }

    /**
     * Waits.
     *
     * @return how it ended; a server that is away is waited for like all else
     */
    public RolloutEnd await() {
        Duration outage = patience.total().plus(REREAD);
        try (Observers observers = new Observers(cluster, live, outage)) {
            while (true) {
                Instant now = Instant.now();
                Map<ObjectKey, Verdict> verdicts = new LinkedHashMap<>();
                live.forEach((key, object) -> verdicts.put(key, verdict(rules, object, wanted(key))));
                List<ObjectKey> open = verdicts.entrySet().stream()
                        .filter(entry -> !Expectation.settled(entry.getValue()))
                        .filter(entry -> !givenUp(entry.getKey(), entry.getValue(), now, verdicts))
                        .map(Map.Entry::getKey)
                        .toList();
                if (open.isEmpty()) {
                    tell(open, verdicts);
                    return new RolloutEnd(verdicts, live, Optional.empty(), notices(verdicts));
                }
                boolean last = !now.isBefore(until) && !lookedLast;
                if (last || !now.isBefore(reread)) {
                    reread = now.plus(REREAD);
                    lookedLast = last;
                    if (reread(open)) {
                        continue;
                    }
                }
                Optional<DeploymentFailure> failure =
                        ending.after(Duration.between(began, now)).or(() -> failure(open, verdicts, observers, now));
                if (failure.isPresent()) {
                    return new RolloutEnd(verdicts, live, failure, List.of());
                }
                tell(open, verdicts);
                observers.watch(open.stream().map(items::get).toList());
                long left = Duration.between(now, until).toMillis();
                observers.await(Math.max(1, Math.min(left, 500)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Map<ObjectKey, Verdict> verdicts = new LinkedHashMap<>();
            live.forEach((key, object) -> verdicts.put(key, verdict(rules, object, wanted(key))));
            return new RolloutEnd(
                    verdicts,
                    live,
                    Optional.of(DeploymentFailure.of(
                            "Aborted", "this deployment was told to stop while it waited until all is healthy")),
                    List.of());
        }
    }

    private JsonNode wanted(ObjectKey key) {
        Item item = items.get(key);
        return item == null ? Json.object().path("unknown") : item.wanted();
    }

    /**
     * Reads the open objects themselves, rarely and before giving up: a watch that was silently lost on the way must not fail what is healthy. Whether any was newer than the watch knew. While
     * the server is away nothing is known, and that is no failure of what it runs.
     */
    private boolean reread(List<ObjectKey> open) {
        boolean newer = false;
        try {
            for (ObjectKey key : open) {
                Item item = items.get(key);
                if (item != null) {
                    Answer answer = cluster.call(Call.get(item.kind().path(key.namespace(), key.name())), GLANCE);
                    JsonNode now = answer.notFound() ? answer.body().path("gone") : answer.body();
                    newer = (answer.ok() || answer.notFound() && !Observers.done(live.get(key)))
                                    && !now.equals(live.put(key, now))
                            || newer;
                }
            }
            unreachable = null;
        } catch (ClusterUnreachableException | UnexpectedAnswerException away) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            unreachable = away.getMessage();
            progress.tell("cluster " + cluster.name() + " does not answer; it is waited for");
        }
        return newer;
    }

    /** Whether something optional is not waited for: it was not written now, or all else has been healthy for a while. */
    private boolean givenUp(ObjectKey key, Verdict verdict, Instant now, Map<ObjectKey, Verdict> all) {
        if (verdict.outlook() != Outlook.OPTIONAL) {
            return false;
        }
        boolean elseDone =
                all.values().stream().allMatch(each -> Expectation.settled(each) || each.outlook() == Outlook.OPTIONAL);
        Item item = items.get(key);
        return item == null || !item.written() || elseDone && lasts("optional " + key, patience.optional(), now);
    }

    private boolean lasts(String what, Duration length, Instant now) {
        return !since.computeIfAbsent(what, none -> now).plus(length).isAfter(now);
    }

    private Optional<DeploymentFailure> failure(
            List<ObjectKey> open, Map<ObjectKey, Verdict> verdicts, Observers observers, Instant now) {
        Diagnosis diagnosis = new Diagnosis(cluster, secrets);
        List<PodTrouble> troubles = troubles(open, observers, now);
        for (PodTrouble trouble : troubles) {
            Verdict verdict = trouble.trouble().verdict();
            String what = trouble.of() + " " + verdict.reason();
            if (done(verdict, what, now) && !(unscheduled(verdict) && diagnosis.nodeComes(trouble.pod()))) {
                verdicts.put(
                        trouble.of(),
                        new Verdict(Health.DEGRADED, verdict.reason(), verdict.message(), verdict.outlook()));
                return Optional.of(diagnosis.of(trouble, String.valueOf(verdict.reason())));
            }
        }
        for (ObjectKey key : open) {
            Verdict verdict = verdicts.getOrDefault(key, MISSING);
            boolean blamed = troubles.stream().anyMatch(trouble -> trouble.of().equals(key));
            boolean looked = blamed || !podsOf(key) || lasts("look at " + key, LOOK, now);
            if (done(verdict, key + " " + verdict.reason(), now) && looked) {
                // the pod's own reason says more than a deadline that passed, which is kept in the message
                return Optional.of(troubles.stream()
                        .filter(trouble -> trouble.of().equals(key))
                        .findFirst()
                        .map(trouble -> diagnosis.of(trouble, String.valueOf(verdict.reason())))
                        .orElseGet(() -> unready(key, verdict, observers, diagnosis)));
            }
        }
        for (ObjectKey key : open) {
            Optional<Verdict> refused = refusals.of(key, live.getOrDefault(key, Json.object()), now);
            if (refused.isPresent()) {
                verdicts.put(key, refused.get());
                return Optional.of(diagnosis.of(key, refused.get(), Diagnosis.REFUSED));
            }
        }
        if (now.isBefore(until)) {
            return Optional.empty();
        }
        return Optional.of(
                unreachable == null
                        ? timeout(open, verdicts, troubles, observers, diagnosis)
                        : DeploymentFailure.of(
                                "Unreachable",
                                "after " + patience.total().toSeconds() + " s nobody knows whether all is healthy: "
                                        + unreachable));
    }

    private boolean podsOf(ObjectKey key) {
        JsonNode object = live.get(key);
        return object != null && Workload.is(object);
    }

    private boolean done(Verdict verdict, String what, Instant now) {
        return verdict.outlook() == Outlook.HOPELESS
                || verdict.outlook() == Outlook.BLEAK && lasts(what, patience.bleak(), now);
    }

    private static boolean unscheduled(Verdict verdict) {
        return "Unschedulable".equals(verdict.reason());
    }

    private List<PodTrouble> troubles(List<ObjectKey> open, Observers observers, Instant now) {
        List<PodTrouble> troubles = new ArrayList<>();
        for (ObjectKey key : open) {
            JsonNode object = live.get(key);
            if (object != null && Workload.is(object)) {
                for (JsonNode pod : Workload.pods(object, observers.replicaSets(), observers.pods())) {
                    PodHealth.trouble(pod, now).ifPresent(trouble -> troubles.add(new PodTrouble(key, pod, trouble)));
                }
            } else if (object != null && key.kind().equals("Pod")) {
                PodHealth.trouble(object, now).ifPresent(trouble -> troubles.add(new PodTrouble(key, object, trouble)));
            }
        }
        return troubles;
    }

    private DeploymentFailure timeout(
            List<ObjectKey> open,
            Map<ObjectKey, Verdict> verdicts,
            List<PodTrouble> troubles,
            Observers observers,
            Diagnosis diagnosis) {
        String waited = "after " + patience.total().toSeconds() + " s: ";
        if (!troubles.isEmpty()) {
            return saying(waited, diagnosis.of(troubles.get(0), "Timeout"));
        }
        ObjectKey first = open.get(0);
        Verdict verdict = verdicts.getOrDefault(first, MISSING);
        String others = open.size() > 1 ? " (and " + (open.size() - 1) + " more are not healthy)" : "";
        Verdict end = new Verdict(verdict.health(), "Timeout", verdict.text() + others, Outlook.OPEN);
        return saying(waited, unready(first, end, observers, diagnosis));
    }

    private static DeploymentFailure saying(String waited, DeploymentFailure found) {
        return new DeploymentFailure(
                found.object(),
                found.container(),
                found.reason(),
                waited + found.message(),
                found.events(),
                found.logTail());
    }

    /** A workload that does not become healthy, with the first of its pods that is not ready: a probe or a volume that fails is told by the pod's events alone. */
    private DeploymentFailure unready(ObjectKey key, Verdict verdict, Observers observers, Diagnosis diagnosis) {
        JsonNode object = live.getOrDefault(key, Json.object());
        String reason = String.valueOf(verdict.reason());
        // what somebody holds back is not the fault of its pods
        boolean held = verdict.health() == Health.SUSPENDED;
        List<JsonNode> pods = Workload.is(object) && !held
                ? Workload.pods(object, observers.replicaSets(), observers.pods())
                : key.kind().equals("Pod") ? List.of(object) : List.of();
        return pods.stream()
                .flatMap(pod -> PodHealth.unready(pod).map(why -> new PodTrouble(key, pod, why)).stream())
                .findFirst()
                .map(pod -> saying(verdict.message() + "; ", diagnosis.of(pod, reason)))
                .orElseGet(() -> diagnosis.of(key, verdict, reason));
    }

    private void tell(List<ObjectKey> open, Map<ObjectKey, Verdict> verdicts) {
        for (ObjectKey key : open) {
            Verdict verdict = verdicts.getOrDefault(key, MISSING);
            String text = String.valueOf(verdict.message());
            if (!text.equals(told.put(key, text)) && told.size() <= 50) {
                progress.waiting(seen(key, verdict, secrets.blot(text)));
            }
        }
        verdicts.forEach((key, verdict) -> {
            if (verdict.health() == Health.HEALTHY && told.remove(key) != null) {
                progress.healthy(seen(key, verdict, null));
            }
        });
    }

    private static DeployedObject seen(ObjectKey key, Verdict verdict, @Nullable String why) {
        return new DeployedObject(key.kind(), key.namespace(), key.name(), Action.UNCHANGED, verdict.health(), why);
    }

    private static List<String> notices(Map<ObjectKey, Verdict> verdicts) {
        List<String> notices = new ArrayList<>();
        verdicts.forEach((key, verdict) -> {
            if (verdict.health() != Health.HEALTHY) {
                notices.add(key + " is not waited for: " + verdict.text());
            }
        });
        return notices;
    }
}
