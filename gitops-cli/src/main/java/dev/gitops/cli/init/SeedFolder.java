package dev.gitops.cli.init;

import java.util.List;

/** The folder {@code seed}, which Jenkins runs, as this release brings it. */
final class SeedFolder {

    /** Its files; a jar cannot be asked for what is in a folder. Without the sample inventory: a second one with the same application would leave open whose rules hold. */
    static final List<String> FILES = List.of(
            ".gitattributes",
            "Jenkinsfile",
            "README.md",
            "agent/Dockerfile",
            "agent/PLATFORMS.md",
            "agent/pod.yaml",
            "jenkins-agents.yaml",
            "jenkins-tool.yaml",
            "jenkins.yaml",
            "jobs.groovy",
            "pipelines/build.Jenkinsfile",
            "pipelines/common.groovy",
            "pipelines/config.Jenkinsfile",
            "pipelines/deploy.groovy",
            "pipelines/dispatch.groovy",
            "pipelines/bake.groovy",
            "pipelines/drift.groovy",
            "pipelines/hold.groovy",
            "pipelines/previews.groovy",
            "pipelines/promote.groovy",
            "pipelines/release.groovy",
            "pipelines/remove.groovy",
            "pipelines/report.groovy",
            "pipelines/review.groovy",
            "pipelines/rollback.groovy",
            "pipelines/tell.groovy",
            "pipelines/train.groovy",
            "plugins.txt");

    /** Those of them that can be run. */
    static final List<String> PROGRAMS = List.of("agent/gitops", "agent/gitops-warm", "approve-hash", "package");

    private SeedFolder() {}

    static void addTo(Scaffold scaffold) {
        FILES.forEach(file -> scaffold.add("seed/" + file, Template.text("seed/" + file)));
        PROGRAMS.forEach(file -> scaffold.addProgram("seed/" + file, Template.text("seed/" + file)));
    }
}
