package dev.gitops.jobdsl.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code currentBuild} is to a pipeline, and how its build was started. Methods are named as Jenkins names them. */
public final class Build {

    private final String job;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Map<String, Object>> causes = new ArrayList<>();
    private String result = "SUCCESS";
    private @Nullable String description;
    private String reason = "";
    private final List<Build> upstreams = new ArrayList<>();
    private int number = 7;
    private boolean running;
    private boolean overtaken;
    private int milestone;
    private long duration;
    private @Nullable Build previous;
    private @Nullable Build next;

    Build(String job) {
        this.job = job;
    }

    Build with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    Build startedBy(String user) {
        causes.add(Map.of("_class", "hudson.model.Cause$UserIdCause", "userId", user, "userName", user));
        return this;
    }

    /** A build that came before this one and ended so. */
    Build after(String earlierResult, String earlierDescription) {
        Build earlier = new Build(job).described(earlierDescription);
        earlier.result = earlierResult;
        return after(earlier);
    }

    /** A build that came before this one. */
    Build after(Build earlier) {
        Build first = this;
        while (first.previous != null) {
            first = first.previous;
        }
        earlier.number = first.number - 1;
        earlier.next = first;
        first.previous = earlier;
        return this;
    }

    /** A build that runs, with what its description says. */
    static Build running(String job, String description) {
        Build build = new Build(job).described(description);
        build.running = true;
        return build;
    }

    Build described(String text) {
        description = text;
        return this;
    }

    Build endedAs(String how) {
        result = how;
        return this;
    }

    /** Is overtaken by a newer one while it asks. */
    Build overtakenBy(Build newer) {
        overtaken = true;
        next = newer;
        newer.number = number + 1;
        return this;
    }

    boolean isOvertaken() {
        return overtaken;
    }

    /** The milestone that it passed last. A newer build that passes one ends the older builds that have passed only lower ones, and those that have passed none. */
    void passes(int ordinal) {
        if (ordinal <= milestone) {
            throw new IllegalStateException("Invalid ordinal " + ordinal + ", as the previous one was " + milestone);
        }
        milestone = ordinal;
        for (Build older = previous; older != null; older = older.previous) {
            if (older.running && older.milestone < ordinal) {
                older.overtaken = true;
            }
        }
    }

    Build atMilestone(int ordinal) {
        milestone = ordinal;
        return this;
    }

    /** Runs for so long already, in milliseconds. */
    Build runningFor(long milliseconds) {
        duration = milliseconds;
        return this;
    }

    /** Older builds that run come to their end, the oldest first. */
    void timePasses() {
        Build oldest = null;
        for (Build older = previous; older != null; older = older.previous) {
            oldest = older.running && !String.valueOf(older.description).startsWith("waits for approval")
                    ? older
                    : oldest;
        }
        if (oldest != null) {
            oldest.running = false;
        }
    }

    /** Started by a build of a job of deliveries that a person had started. */
    Build startedThrough(String upstream, String user) {
        upstreams.add(new Build(upstream).startedBy(user));
        return startedByJob(upstream);
    }

    Build startedAt(String cause) {
        causes.add(Map.of("_class", cause));
        return this;
    }

    Build startedByJob(String upstream) {
        causes.add(Map.of("_class", "BuildUpstreamCause", "upstreamProject", upstream, "upstreamBuild", 7));
        return this;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    String currentResult() {
        return result;
    }

    String reason() {
        return reason;
    }

    void failed(RuntimeException why) {
        reason = String.valueOf(why.getMessage());
        if (result.equals("SUCCESS") || result.equals("UNSTABLE")) {
            result = why instanceof Aborted aborted ? aborted.result() : "FAILURE";
        }
    }

    public String getFullProjectName() {
        return job;
    }

    public int getNumber() {
        return number;
    }

    public String getAbsoluteUrl() {
        return "https://jenkins.example.com/job/x/" + number + "/";
    }

    public @Nullable Build getPreviousBuild() {
        return previous;
    }

    public @Nullable Build getNextBuild() {
        return next;
    }

    public @Nullable Build getPreviousBuildInProgress() {
        Build older = previous;
        while (older != null && !older.running) {
            older = older.previous;
        }
        return older;
    }

    public long getDuration() {
        return duration;
    }

    public List<Build> getUpstreamBuilds() {
        return upstreams;
    }

    public List<Map<String, Object>> getBuildCauses() {
        return causes;
    }

    public String getCurrentResult() {
        return result;
    }

    public @Nullable String getResult() {
        return running ? null : result;
    }

    public void setResult(String result) {
        this.result = result;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }
}
