package dev.gitops.codeowners;

import java.util.List;

/** How a host reads a CODEOWNERS file. */
public enum Dialect {
    /** The last pattern that matches decides; a slash within a pattern anchors it. */
    GITHUB(List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")),
    /** Sections, in each of which the last pattern that matches decides; only a leading slash anchors a pattern. */
    GITLAB(List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")),
    /** Patterns are regular expressions over the whole path, and every one that matches counts. */
    GITEA(List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS", ".forgejo/CODEOWNERS")),
    /** As {@link #GITHUB}, in a place of its own. */
    BITBUCKET(List.of(".bitbucket/CODEOWNERS"));

    private final List<String> places;

    Dialect(List<String> places) {
        this.places = places;
    }

    /**
     * The dialect of a host.
     *
     * @param forge the forge's type in the inventory
     * @return its dialect; GitHub's for {@code none}, since most tools follow it
     */
    public static Dialect of(String forge) {
        return switch (forge) {
            case "gitlab" -> GITLAB;
            case "gitea" -> GITEA;
            case "bitbucket", "bitbucket-cloud" -> BITBUCKET;
            default -> GITHUB;
        };
    }

    /** {@return where the host looks for the file; the first that is there counts} */
    public List<String> places() {
        return places;
    }

    /**
     * A line that gives a folder's files an owner.
     *
     * @param folder the folder's path
     * @return the line, with a placeholder for the owner
     */
    public String example(String folder) {
        return this == GITEA ? folder.replace(".", "\\.") + "/.* @OWNER" : "/" + folder + "/ @OWNER";
    }

    /**
     * A line that gives one file an owner.
     *
     * @param file the file's path
     * @return the line, with a placeholder for the owner
     */
    public String exampleOfFile(String file) {
        return this == GITEA ? file.replace(".", "\\.") + " @OWNER" : "/" + file + " @OWNER";
    }
}
