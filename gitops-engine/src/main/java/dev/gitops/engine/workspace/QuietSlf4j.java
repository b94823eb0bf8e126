package dev.gitops.engine.workspace;

/**
 * Keeps SLF4J, by which JGit, MINA and the Kubernetes client log, from writing on standard error that it found no provider: who embeds this SDK did not ask for SLF4J. Where a provider is there, or
 * somebody has set {@value #VERBOSITY}, nothing is done.
 */
final class QuietSlf4j {

    private static final String VERBOSITY = "slf4j.internal.verbosity";
    private static final String PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private QuietSlf4j() {}

    static void unlessSomebodyListens() {
        if (System.getProperty(VERBOSITY) == null
                && QuietSlf4j.class.getClassLoader().getResource(PROVIDERS) == null) {
            System.setProperty(VERBOSITY, "ERROR");
        }
    }
}
