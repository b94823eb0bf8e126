package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Finding;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Settings;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at everything deliveries need, several things at a time. */
public final class Examination {

    private static final int AT_ONCE = 8;
    private static final int OLDEST_JAVA = 17;
    private static final int SHORT = 10;

    private final Connections connections;
    private final Settings settings;

    /** An examination of what an open inventory leads to. */
    public Examination(Connections connections) {
        this.connections = connections;
        this.settings = connections.settings();
    }

    /** Looks; a finding each, good or bad. */
    public List<Finding> run() {
        List<Callable<Optional<Finding>>> looks = new ArrayList<>();
        looks.add(() -> Optional.of(java()));
        looks.add(() -> Optional.of(cache()));
        Map<RepositorySpec, Workspace> workspaces = workspaces();
        looks.add(() -> new ClockCheck(connections).look(workspaces.keySet()));
        workspaces.values().forEach(workspace -> {
            looks.add(() -> Optional.of(repository(workspace)));
            looks.add(() -> forge(workspace));
        });
        deliveries().forEach((subject, delivery) -> looks.add(() -> cluster(subject, delivery)));
        looks.add(() -> Optional.of(records()));
        return all(looks);
    }

    private static List<Finding> all(List<Callable<Optional<Finding>>> looks) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "gitops-doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Finding> findings = new ArrayList<>();
            for (Future<Optional<Finding>> found : workers.invokeAll(looks)) {
                found.get().ifPresent(findings::add);
            }
            return findings;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking", stopped);
        } catch (ExecutionException defect) {
            throw new IllegalStateException("a look failed with what is no finding", defect.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private static Finding java() {
        String version = "Java " + Runtime.version();
        return Runtime.version().feature() >= OLDEST_JAVA
                ? Finding.good("java", version)
                : Finding.bad("java", version, "install a JDK " + OLDEST_JAVA + " or newer");
    }

    private Finding cache() {
        Path folder = settings.cacheFolder();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "doctor", null));
            return Finding.good("cache folder", folder + " can be written");
        } catch (IOException unwritable) {
            return Finding.bad(
                    "cache folder",
                    folder + " cannot be written: " + unwritable,
                    "give it to this user, or name another with GITOPS_CACHE");
        }
    }

    private Finding repository(Workspace workspace) {
        String subject = "config repository " + workspace.spec().repository();
        return guarded(
                subject,
                () -> {
                    Snapshot tip = workspace.repository().tip(workspace.spec().branch());
                    return workspace.spec().branch() + " is at " + tip.commit().substring(0, SHORT) + credentials();
                },
                "set GITOPS_GIT_USER and GITOPS_GIT_PASSWORD, GIT_ASKPASS, or an ssh agent with a key for it");
    }

    private String credentials() {
        List<String> there = List.of("GITOPS_GIT_USER", "GIT_ASKPASS", "SSH_AUTH_SOCK").stream()
                .filter(name -> settings.variable(name).isPresent())
                .toList();
        return there.isEmpty() ? "; no credentials are set" : "; credentials by " + String.join(", ", there);
    }

    private Optional<Finding> forge(Workspace workspace) {
        String subject = "forge " + connections.inventory().forge().type() + " of "
                + workspace.spec().repository();
        if (connections.inventory().forge().none()) {
            return Optional.empty();
        }
        return Optional.of(guarded(
                subject,
                () -> "the token is that of " + workspace.forge().orElseThrow().whoAmI(),
                "set GITOPS_FORGE_TOKEN to a token that may write change requests of this repository"));
    }

    private static Optional<Finding> cluster(String subject, Delivery delivery) {
        Finding finding = guarded(
                subject,
                delivery::probe,
                "check the inventory's clusters, KUBECONFIG and the network; `gitops init rbac ENV` writes the rights that are needed");
        return finding.detail().isEmpty() ? Optional.empty() : Optional.of(finding);
    }

    private Finding records() {
        String kind = connections.inventory().audit().store().kind();
        return guarded(
                "records in " + kind,
                () -> connections
                                .anyWorkspace()
                                .records()
                                .search(RecordQuery.builder().limit(0).build())
                                .total()
                        + " records can be read",
                "check audit.store of the inventory and what it connects to");
    }

    private static Finding guarded(String subject, Callable<String> look, String advice) {
        try {
            return Finding.good(subject, look.call());
        } catch (GitOpsException failed) {
            return Finding.bad(subject, String.valueOf(failed.getMessage()), advice);
        } catch (Exception failed) { // a library's own error must not hide the other findings
            return Finding.bad(subject, failed.toString(), advice);
        }
    }

    private Map<RepositorySpec, Workspace> workspaces() {
        Map<RepositorySpec, Workspace> workspaces = new LinkedHashMap<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            Workspace workspace = connections.workspace(app);
            workspaces.put(workspace.spec(), workspace);
        }
        return workspaces;
    }

    private Map<String, Delivery> deliveries() {
        Map<String, Delivery> deliveries = new LinkedHashMap<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName name : app.environments().keySet()) {
                Place place = Place.of(app, name, connections);
                place.environment()
                        .cluster()
                        .ifPresent(cluster -> deliveries.computeIfAbsent(
                                "cluster " + cluster + " ("
                                        + place.environment().delivery().kind() + ")",
                                absent -> connections.delivery(app, place.environment())));
            }
        }
        return deliveries;
    }
}
