package dev.gitops.jobdsl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.model.Agent;
import dev.gitops.jobdsl.model.InventoryFile;
import dev.gitops.jobdsl.model.PlannedFolder;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import dev.gitops.jobdsl.model.PlannedSeed;
import dev.gitops.jobdsl.model.PlannedView;
import dev.gitops.jobdsl.model.Removal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every folder, job and view that an inventory asks Jenkins for. The same inventory gives the same plan, whatever the order of its maps, and the same bytes of {@code jobs.json}.
 *
 * @param apiVersion the version of the file's form, {@value #VERSION}
 * @param folder the full name of the folder that holds everything
 * @param agent where jobs run the command
 * @param inventory where jobs read the inventory
 * @param seed the job that declares all others
 * @param folders all folders, parents first
 * @param pipelines all pipeline jobs, by path
 * @param multibranch all multibranch jobs, by path
 * @param views all views, by path
 * @param scripts the seed's scripts by name, each with its Git object; empty where they are not known
 * @param removal what becomes of what is no longer asked for; null for nothing
 */
public record JobPlan(
        String apiVersion,
        String folder,
        Agent agent,
        InventoryFile inventory,
        PlannedSeed seed,
        List<PlannedFolder> folders,
        List<PlannedPipeline> pipelines,
        List<PlannedMultibranch> multibranch,
        List<PlannedView> views,
        Map<String, String> scripts,
        @Nullable Removal removal) {

    /** The version of the file's form. */
    public static final String VERSION = "gitops.dev/jobs/v1";

    /** The name of the file that the static script reads. */
    public static final String FILE = "jobs.json";

    /** Copies the lists. */
    public JobPlan {
        folders = List.copyOf(folders);
        pipelines = List.copyOf(pipelines);
        multibranch = List.copyOf(multibranch);
        views = List.copyOf(views);
        scripts = scripts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(scripts));
    }

    /**
     * The plan for an inventory in its usual place.
     *
     * @param inventory the inventory
     * @return the plan
     * @throws dev.gitops.api.InvalidInputException if something of the inventory cannot be put into a job; with every problem
     */
    public static JobPlan of(Inventory inventory) {
        return of(inventory, JobSource.of(inventory));
    }

    /**
     * The plan for an inventory.
     *
     * @param inventory the inventory
     * @param source where Jenkins finds it
     * @return the plan
     * @throws dev.gitops.api.InvalidInputException if something of the inventory cannot be put into a job; with every problem
     */
    public static JobPlan of(Inventory inventory, JobSource source) {
        InventoryChecks.check(inventory, source);
        return new Planner(inventory, source).plan();
    }

    /**
     * Reads a plan that was written before.
     *
     * @param file a {@code jobs.json}
     * @return the plan
     * @throws dev.gitops.api.InvalidInputException if it is none, or of a version this release does not know
     */
    public static JobPlan read(Path file) {
        return JobsJson.read(file);
    }

    /** {@return the plan as {@code jobs.json}: ASCII, an entry a line, always the same for the same plan} */
    public String json() {
        return JobsJson.write(this);
    }

    /** {@return what tells two plans apart, as in {@code sha256:12ab...}: a digest of {@code jobs.json}} */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.US_ASCII));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Writes {@code jobs.json}.
     *
     * @param folder the folder; made where it is not there
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(FILE), json());
    }

    /** {@return the JSON Schema of {@code jobs.json}} */
    public static String schema() {
        return JobsJson.schema();
    }

    /** The same with what becomes of what is no longer asked for. */
    JobPlan with(Removal wanted) {
        return new JobPlan(
                apiVersion, folder, agent, inventory, seed, folders, pipelines, multibranch, views, scripts, wanted);
    }

    /** {@return how many jobs there are, the seed among them} */
    @JsonIgnore
    public int size() {
        return pipelines.size() + multibranch.size() + 1;
    }
}
