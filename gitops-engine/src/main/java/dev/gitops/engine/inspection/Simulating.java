package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.DeliveryFigures;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Simulation;
import dev.gitops.api.Simulation.Compared;
import dev.gitops.api.Simulation.NotReplayed;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.SimulationRequest;
import dev.gitops.calendar.Recurrences;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.extension.Extensions;
import dev.gitops.record.RecordedDecision;
import dev.gitops.simulation.Replay;
import dev.gitops.simulation.StateHistory;
import dev.gitops.spi.DeliveryMeter;
import dev.gitops.spi.DeliveryMeterProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Replays the records of a store under the rules of an inventory: one pass, in the order of the trail. Nothing is written. */
public record Simulating(Connections rules) {

    private static final int STEP = 100_000;
    private static final DeliveryFigures NOTHING = DeliveryFigures.none("", "");

    /**
     * Replays.
     *
     * @param request which part of the past is judged
     * @return what it would have been
     */
    public Simulation run(SimulationRequest request) {
        Inventory past = request.past().orElse(rules.inventory());
        Connections recorded = past == rules.inventory() ? rules : new Connections(past, rules.settings());
        try {
            return run(request, recorded);
        } finally {
            if (recorded != rules) {
                recorded.close();
            }
        }
    }

    private Simulation run(SimulationRequest request, Connections recorded) {
        List<String> notices = new ArrayList<>();
        Optional<DeliveryMeter> was = meter();
        Optional<DeliveryMeter> would = meter();
        if (was.isEmpty()) {
            notices.add("there are no figures: nothing on the class path computes them; add dev.gitops:gitops-audit");
        }
        StateHistory states = new StateHistory();
        int unread = read(recorded, states, notices);
        Replay replay = new Replay(
                rules.inventory(),
                Recurrences.RFC5545,
                unread == 0 ? Optional.of(states) : Optional.empty(),
                request,
                was,
                would);
        long records = replay(recorded, replay);
        replay.finish();
        if (records == 0) {
            notices.add("the audit store of " + recorded.inventory().file()
                    + " has no records; name the inventory that has the past where its store is another");
        }
        List<NotReplayed> unknown = new ArrayList<>(replay.notReplayed());
        if (unread > 0) {
            unknown.add(new NotReplayed(Unknown.STOPS, unread));
        }
        return new Simulation(
                request.since(),
                request.until(),
                replay.records(),
                replay.verdicts(),
                replay.differences(),
                unknown,
                figures(request, was, would),
                notices);
    }

    private long replay(Connections recorded, Replay replay) {
        long[] count = {0};
        Parsing parsing = new Parsing(RecordedDecision::of, replay::take);
        recorded.anyWorkspace().records().read(0, (index, json) -> {
            parsing.add(json);
            count[0]++;
            if (count[0] % STEP == 0) {
                rules.settings().progress().tell("replayed " + count[0] + " records");
            }
            return !Thread.currentThread().isInterrupted();
        });
        parsing.finish();
        if (Thread.currentThread().isInterrupted()) {
            throw CancelledException.of("the simulation", new InterruptedException());
        }
        return count[0];
    }

    private Optional<DeliveryMeter> meter() {
        return Extensions.of(DeliveryMeterProvider.class, Optional.of(rules.settings())).stream()
                .findFirst()
                .map(DeliveryMeterProvider::open);
    }

    /** Reads what was held and stopped in each config repository; how many could not be read. */
    private static int read(Connections recorded, StateHistory states, List<String> notices) {
        int unread = 0;
        List<StateCommits> all = new ArrayList<>();
        for (Workspace workspace : workspaces(recorded)) {
            try {
                all.add(StateCommits.of(workspace));
            } catch (CancelledException | ClosedException stop) {
                throw stop;
            } catch (GitOpsException unreadable) {
                unread++;
                notices.add("holds and stops of the line are those that the records name: " + unreadable.getMessage());
            }
        }
        StateCommits.tell(all, states);
        return unread;
    }

    private static List<Workspace> workspaces(Connections connections) {
        Map<Workspace, Boolean> workspaces = new LinkedHashMap<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            workspaces.put(connections.workspace(app), true);
        }
        return List.copyOf(workspaces.keySet());
    }

    private List<Compared> figures(
            SimulationRequest request, Optional<DeliveryMeter> was, Optional<DeliveryMeter> would) {
        if (was.isEmpty() || would.isEmpty()) {
            return List.of();
        }
        Map<String, DeliveryFigures> before = figures(request, was.get());
        Map<String, DeliveryFigures> after = figures(request, would.get());
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Compared> compared = new ArrayList<>();
        for (String key : keys) {
            DeliveryFigures one =
                    Optional.ofNullable(before.get(key)).orElseGet(() -> after.getOrDefault(key, NOTHING));
            DeliveryFigures none = DeliveryFigures.none(one.group(), one.environment());
            compared.add(new Compared(before.getOrDefault(key, none), after.getOrDefault(key, none)));
        }
        return compared;
    }

    private Map<String, DeliveryFigures> figures(SimulationRequest request, DeliveryMeter meter) {
        Map<String, DeliveryFigures> byPlace = new LinkedHashMap<>();
        meter.figures(request.since(), request.until(), app -> group(request, app)).stream()
                .filter(figures -> request.environment()
                        .map(EnvironmentName::value)
                        .filter(name -> !name.equals(figures.environment()))
                        .isEmpty())
                .forEach(figures -> byPlace.put(figures.group() + " " + figures.environment(), figures));
        return byPlace;
    }

    private Optional<String> group(SimulationRequest request, String app) {
        if (request.app().filter(only -> !only.equals(app)).isPresent()) {
            return Optional.empty();
        }
        return switch (request.grouping()) {
            case ALL -> Optional.of("all");
            case APP -> Optional.of(app);
            case TEAM -> Optional.ofNullable(rules.inventory().apps().get(app)).flatMap(AppSpec::team);
        };
    }
}
