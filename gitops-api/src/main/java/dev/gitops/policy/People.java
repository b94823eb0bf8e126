package dev.gitops.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is who. One person has a login on the host, a name and a mail address in Git, and a user in Jenkins; the case of letters does not matter in any of them. What the inventory's {@code people}
 * lists together is one person.
 */
public final class People {

    private static final Pattern GIT = Pattern.compile("(.*?)<([^<>]*)>\\s*");

    /** The addresses that hosts give to those who hide theirs: {@code 123+login@users.noreply.github.com}, {@code login@noreply.example.com}. */
    private static final Pattern HIDDEN = Pattern.compile("(?:\\d+[+-])?([^@]+)@(?:users\\.)?noreply\\.[^@]+");

    private final Map<String, String> persons = new HashMap<>();

    private People() {}

    /**
     * People as an inventory knows them.
     *
     * @param known the logins and mail addresses of each person, by the person's name
     * @return the people
     */
    public static People of(Map<String, List<String>> known) {
        People people = new People();
        known.forEach((person, names) -> {
            people.persons.put(folded(person), folded(person));
            names.forEach(name -> people.persons.put(folded(name), folded(person)));
        });
        return people;
    }

    /**
     * Whether two names are those of one person.
     *
     * @param one a login, a mail address, a name, or {@code name <mail>}
     * @param other another
     * @return true if they have a name in common
     */
    public boolean same(String one, String other) {
        Set<String> names = names(one);
        return names(other).stream().anyMatch(names::contains);
    }

    /**
     * Whether somebody is one of some people.
     *
     * @param person a login, a mail address, a name, or {@code name <mail>}
     * @param people the same of others
     * @return true if one of them is that person
     */
    public boolean among(String person, Collection<String> people) {
        Set<String> names = names(person);
        return people.stream().anyMatch(other -> names(other).stream().anyMatch(names::contains));
    }

    /** Everything that somebody is known by: what is written, and the person it belongs to. */
    private Set<String> names(String person) {
        Set<String> names = new LinkedHashSet<>();
        Matcher git = GIT.matcher(person.strip());
        if (git.matches()) {
            add(names, git.group(1));
            add(names, git.group(2));
        } else {
            add(names, person);
        }
        return names;
    }

    private void add(Set<String> names, String name) {
        String folded = folded(name);
        if (folded.isEmpty()) {
            return;
        }
        names.add(folded);
        names.add(persons.getOrDefault(folded, folded));
        Matcher hidden = HIDDEN.matcher(folded);
        if (hidden.matches()) {
            String login = hidden.group(1);
            names.add(login);
            names.add(persons.getOrDefault(login, login));
        }
    }

    private static String folded(String name) {
        String bare = name.strip();
        return (bare.startsWith("@") ? bare.substring(1) : bare).toLowerCase(Locale.ROOT);
    }
}
