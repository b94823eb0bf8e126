package dev.gitops.policy;

import dev.gitops.api.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which applications go along in a train, and in which order they are deployed. */
public final class TrainOrder {

    private TrainOrder() {}

    /** What an application has to do with a train. */
    public enum Wish {
        /** It has something to promote, and nothing is in the way. */
        GOES,
        /** There is nothing to promote: the target has it, or something newer, or takes nothing from there. */
        STAYS,
        /** It has something to promote, or may have, and a rule says no. */
        WAITS
    }

    /**
     * An application that might go along.
     *
     * @param app its name
     * @param after the applications that come before it
     * @param wish what it has to do with the train
     * @param why why it waits; empty unless it does
     */
    public record Passenger(String app, List<String> after, Wish wish, String why) {

        /** Copies the list. */
        public Passenger {
            after = List.copyOf(after);
        }
    }

    /**
     * Who goes.
     *
     * @param going those that go, each after those that come before it
     * @param behind those that could go, but come after one that waits, and what is in the way
     */
    public record Decision(List<String> going, Map<String, Obstacle> behind) {

        /** Copies list and map. */
        public Decision {
            going = List.copyOf(going);
            behind = Map.copyOf(behind);
        }
    }

    /**
     * Decides: whoever comes after one that waits waits too, or it would be promoted without what it needs.
     *
     * @param passengers all that might go along, in the order of the inventory
     * @param alone says how one is promoted without the others
     * @return who goes
     */
    public static Decision decide(List<Passenger> passengers, UnaryOperator<String> alone) {
        Map<String, Passenger> known = new LinkedHashMap<>();
        passengers.forEach(passenger -> known.put(passenger.app(), passenger));
        List<String> order = order(passengers);
        Map<String, String> waiting = new LinkedHashMap<>();
        passengers.stream()
                .filter(passenger -> passenger.wish() == Wish.WAITS)
                .forEach(passenger -> waiting.put(passenger.app(), passenger.why()));
        Map<String, Obstacle> behind = new LinkedHashMap<>();
        List<String> going = new ArrayList<>();
        for (String app : order) {
            Passenger passenger = known.get(app);
            if (passenger == null || passenger.wish() != Wish.GOES) {
                continue;
            }
            Optional<String> before =
                    passenger.after().stream().filter(waiting::containsKey).findFirst();
            if (before.isEmpty()) {
                going.add(app);
                continue;
            }
            Obstacle obstacle = Obstacle.untilDone(
                    Refusal.Kind.DEPENDENCY,
                    app + " comes after " + before.get() + ", which does not go along (" + waiting.get(before.get())
                            + ")",
                    "wait for it, or promote it alone: " + alone.apply(app));
            behind.put(app, obstacle);
            waiting.put(app, "it comes after " + before.get());
        }
        return new Decision(going, behind);
    }

    /**
     * The order of deployment: each after those that come before it, else as they are given. A circle, which no inventory may have, is cut somewhere.
     *
     * @param passengers the applications
     * @return their names
     */
    public static List<String> order(List<Passenger> passengers) {
        Map<String, Passenger> known = new LinkedHashMap<>();
        passengers.forEach(passenger -> known.put(passenger.app(), passenger));
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        passengers.forEach(passenger -> add(passenger, known, seen, order));
        return order;
    }

    private static void add(Passenger passenger, Map<String, Passenger> known, Set<String> seen, List<String> order) {
        if (!seen.add(passenger.app())) {
            return;
        }
        for (String before : passenger.after()) {
            Passenger other = known.get(before);
            if (other != null) {
                add(other, known, seen, order);
            }
        }
        order.add(passenger.app());
    }
}
