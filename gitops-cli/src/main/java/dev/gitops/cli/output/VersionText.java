package dev.gitops.cli.output;

/** The version of the jar that runs, as {@code gitops --version} tells it. */
public final class VersionText {

    private VersionText() {}

    /** {@return one line} */
    public static String line() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return "gitops " + (version == null ? "(unpacked)" : version);
    }
}
