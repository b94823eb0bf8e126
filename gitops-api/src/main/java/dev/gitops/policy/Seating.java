package dev.gitops.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Gives as many seats as can be to people, each person one: along paths on which those who sit move over. */
final class Seating {

    private static final int NOBODY = -1;

    private final List<Set<String>> seats;
    private final List<String> persons;
    private final People people;
    private final int[] taken;

    /** Seats, each for some people, and those who are there. */
    Seating(List<Set<String>> seats, List<String> persons, People people) {
        this.seats = seats;
        this.persons = persons;
        this.people = people;
        this.taken = new int[seats.size()];
        Arrays.fill(taken, NOBODY);
        for (int person = 0; person < persons.size(); person++) {
            seat(person, new boolean[seats.size()]);
        }
    }

    boolean isTaken(int seat) {
        return taken[seat] != NOBODY;
    }

    private boolean seat(int person, boolean[] tried) {
        for (int seat = 0; seat < taken.length; seat++) {
            if (!tried[seat] && people.among(persons.get(person), seats.get(seat))) {
                tried[seat] = true;
                if (taken[seat] == NOBODY || seat(taken[seat], tried)) {
                    taken[seat] = person;
                    return true;
                }
            }
        }
        return false;
    }
}
