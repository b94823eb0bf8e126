package dev.gitops.verification;

import dev.gitops.api.Settings;
import java.util.List;

/**
 * Which programs verify steps may run on this machine. The inventory names commands, and is reviewed; the machine's owner has the last word: {@code GITOPS_VERIFY_COMMANDS} lists, parted by blanks or
 * commas, names, absolute paths, and folders that end with a slash. Without it none may.
 */
record Commands(List<String> allowed) {

    static final String VARIABLE = "GITOPS_VERIFY_COMMANDS";

    static Commands of(Settings settings) {
        return new Commands(settings.variable(VARIABLE)
                .map(list -> List.of(list.strip().split("[\\s,]+")))
                .orElse(List.of()));
    }

    boolean allow(String program) {
        return allowed.stream()
                .anyMatch(one -> one.equals(program)
                        || one.endsWith("/")
                                && one.startsWith("/")
                                && program.startsWith(one)
                                && !program.contains("/../"));
    }
}
