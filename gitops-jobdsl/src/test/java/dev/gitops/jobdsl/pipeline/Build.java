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
            result = why instanceof Aborted ? "ABORTED" : "FAILURE";
        }
    }

    public String getFullProjectName() {
        return job;
    }

    public List<Map<String, Object>> getBuildCauses() {
        return causes;
    }

    public String getCurrentResult() {
        return result;
    }

    public String getResult() {
        return result;
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
