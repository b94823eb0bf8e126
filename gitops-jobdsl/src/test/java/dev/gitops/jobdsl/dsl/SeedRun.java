package dev.gitops.jobdsl.dsl;

import dev.gitops.jobdsl.JobPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the script of the folder {@code seed}. */
public final class SeedRun {

    /** The seed's folder: surefire runs in the module. */
    public static final Path SEED = Path.of("..", "seed");

    private static final Map<JobPlan, Recorder> DECLARED = new ConcurrentHashMap<>();

    private static final Pattern HEADER =
            Pattern.compile("GITOPS_JOB = URLDecoder\\.decode\\(\\[(.*)]\\.join\\(''\\), 'UTF-8'\\)\n");

    private SeedRun() {}

    /** The script of a pipeline job, as it is declared. */
    public static String pipeline(JobPlan plan, String path) {
        return DECLARED.computeIfAbsent(plan, SeedRun::declare)
                .item(path)
                .call()
                .argumentText("script");
    }

    static Recorder declare(JobPlan plan) {
        return declare(script(), plan.json());
    }

    static Recorder declare(String script, String jobs) {
        return Recorder.run(script, name -> name.equals("jobs.json") ? jobs : file(name.replaceFirst("^seed/", "")));
    }

    static String script() {
        return file("jobs.groovy");
    }

    /** A file of the folder. */
    public static String file(String name) {
        try {
            return Files.readString(SEED.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a declared pipeline is told, as JSON. */
    static String told(Item job) {
        Matcher header = HEADER.matcher(job.call().argumentText("script"));
        if (!header.lookingAt()) {
            throw new AssertionError("the script does not begin with its header");
        }
        String literal = header.group(1).replace("', '", "").replaceAll("^'|'$", "");
        return URLDecoder.decode(literal, StandardCharsets.UTF_8);
    }

    /** A declared pipeline without its header. */
    static String body(Item job) {
        return HEADER.matcher(job.call().argumentText("script")).replaceFirst("");
    }
}
