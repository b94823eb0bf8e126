package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Inventory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** The full names of everything, below the inventory's folder. What runs applications' code is apart from what holds delivery credentials. */
record Layout(String folder) {

    /** Names that jobs beside the applications' folders have, so that no application can. */
    static final Set<String> RESERVED = Set.of("dispatch", "drift", "remove", "report", "review", "tell");

    /** The name of the job that takes removed applications out of their clusters. */
    static final String REMOVE = "remove";

    /** The name of the job that looks at bakes, which is there where an environment bakes. */
    static final String BAKE = "bake";

    /** The name of the job that takes previews away, which is there where an application has previews. */
    static final String PREVIEWS = "previews";

    /** The name of the job that promotes everything, which is there where there is a choice of applications and none of them has its name. */
    static final String TRAIN = "train";

    private static final String UNSAFE_IN_NAMES = "?*/\\%!@#$^&|<>[]:;";

    static Layout of(Inventory inventory) {
        return new Layout(inventory.jenkins().folder());
    }

    String build() {
        return folder + "/build";
    }

    String build(AppSpec app) {
        return build() + '/' + app.name();
    }

    /** The job of a branch, encoded as Jenkins encodes branches for names of jobs. */
    String build(AppSpec app, String branch) {
        StringBuilder name = new StringBuilder(build(app)).append('/');
        branch.chars().forEach(c -> {
            if (UNSAFE_IN_NAMES.indexOf(c) >= 0) {
                name.append(String.format("%%%02X", c));
            } else {
                name.append((char) c);
            }
        });
        return name.toString();
    }

    String deliver() {
        return folder + "/deliver";
    }

    String deliver(AppSpec app) {
        return deliver() + '/' + app.name();
    }

    String deploy(AppSpec app, EnvironmentName environment) {
        return deliver(app) + "/deploy-" + environment;
    }

    /** The dispatcher of a config repository that is not the inventory's own. */
    String dispatch(String repository) {
        return deliver() + "/dispatch-" + shortHash(repository);
    }

    static boolean reserved(String app) {
        return RESERVED.contains(app) || app.matches("dispatch-[0-9a-f]{8}");
    }

    private static String shortHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
