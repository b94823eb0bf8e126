package dev.gitops.jobdsl;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import dev.gitops.jobdsl.model.PlannedView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a seed run would do to the folders, jobs and views that the last run declared.
 *
 * @param create paths that are new
 * @param change paths that stay, with the fields that differ
 * @param disable jobs that are gone from the inventory; their history is kept
 * @param remove views that are gone
 * @param unchanged how many stay as they are
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record JobPlanDiff(
        List<String> create, List<Change> change, List<String> disable, List<String> remove, int unchanged) {

    /**
     * An item that differs.
     *
     * @param job its path
     * @param fields the fields that differ, as in {@code parameters[1].values}
     */
    public record Change(String job, List<String> fields) {

        /** Copies the fields. */
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /** Copies the lists. */
    public JobPlanDiff {
        create = List.copyOf(create);
        change = List.copyOf(change);
        disable = List.copyOf(disable);
        remove = List.copyOf(remove);
    }

    /**
     * What would happen on a Jenkins that has none of the jobs.
     *
     * @param plan the plan
     * @return everything is created
     */
    public static JobPlanDiff fromNothing(JobPlan plan) {
        return new JobPlanDiff(List.copyOf(new TreeSet<>(items(plan).keySet())), List.of(), List.of(), List.of(), 0);
    }

    /**
     * Compares two plans.
     *
     * @param before what the last run declared
     * @param after what the inventory asks for now
     * @return the difference, each list by path
     */
    public static JobPlanDiff between(JobPlan before, JobPlan after) {
        Map<String, Object> old = items(before);
        Map<String, Object> now = items(after);
        List<String> common = commonFields(before, after);
        boolean declaration = otherScript("jobs", before, after);
        List<String> create = new ArrayList<>();
        List<Change> change = new ArrayList<>();
        int unchanged = 0;
        for (Map.Entry<String, Object> entry : now.entrySet()) {
            Object was = old.remove(entry.getKey());
            if (was == null) {
                create.add(entry.getKey());
                continue;
            }
            List<String> fields =
                    new ArrayList<>(was.equals(entry.getValue()) ? List.of() : fields(was, entry.getValue()));
            if (entry.getValue() instanceof PlannedPipeline pipeline) {
                fields.addAll(common);
                if (otherScript("common", before, after) || otherScript(pipeline.script(), before, after)) {
                    fields.add("script");
                }
            }
            if (declaration) {
                fields.add("declaration");
            }
            if (fields.isEmpty()) {
                unchanged++;
            } else {
                change.add(new Change(entry.getKey(), fields));
            }
        }
        return new JobPlanDiff(
                create,
                change,
                paths(old, item -> item instanceof PlannedPipeline || item instanceof PlannedMultibranch),
                paths(old, item -> item instanceof PlannedView),
                unchanged);
    }

    /** {@return whether a seed run would change nothing} */
    public boolean nothing() {
        return create.isEmpty() && change.isEmpty() && disable.isEmpty() && remove.isEmpty();
    }

    /** {@return the difference as one JSON document: {@code create}, {@code change}, {@code disable}, {@code remove}, {@code unchanged}} */
    public String json() {
        return JobsJson.text(this);
    }

    /** {@return the difference for people, a line an item} */
    public String inWords() {
        StringBuilder text = new StringBuilder();
        create.forEach(path -> text.append("create   ").append(path).append('\n'));
        change.forEach(item -> text.append("change   ")
                .append(item.job())
                .append(": ")
                .append(String.join(", ", item.fields()))
                .append('\n'));
        disable.forEach(path -> text.append("disable  ").append(path).append('\n'));
        remove.forEach(path -> text.append("remove   ").append(path).append(" (a view)\n"));
        return text.append(unchanged).append(" unchanged\n").toString();
    }

    private static Map<String, Object> items(JobPlan plan) {
        Map<String, Object> items = new TreeMap<>();
        plan.folders().forEach(folder -> items.put(folder.path(), folder));
        plan.pipelines().forEach(job -> items.put(job.path(), job));
        plan.multibranch().forEach(job -> items.put(job.path(), job));
        plan.views().forEach(view -> items.put(view.path(), view));
        Map<String, Object> seed = new LinkedHashMap<>(JobsJson.tree(plan.seed()));
        seed.put("inventory", plan.inventory());
        items.put(plan.seed().path(), seed);
        return items;
    }

    /** What every pipeline is told; a change of it changes them all. */
    private static List<String> commonFields(JobPlan before, JobPlan after) {
        List<String> fields = new ArrayList<>();
        if (!before.agent().equals(after.agent())) {
            fields.add("agent");
        }
        if (!before.inventory().equals(after.inventory())) {
            fields.add("inventory");
        }
        return fields;
    }

    /** Whether a script of the seed is another one now; where one side does not know its scripts, nothing is. */
    private static boolean otherScript(String name, JobPlan before, JobPlan after) {
        return !before.scripts().isEmpty()
                && !after.scripts().isEmpty()
                && !Objects.equals(before.scripts().get(name), after.scripts().get(name));
    }

    private static List<String> fields(Object was, Object is) {
        if (!was.getClass().equals(is.getClass())) {
            return List.of("kind");
        }
        List<String> differing = new ArrayList<>();
        compare("", JobsJson.tree(was), JobsJson.tree(is), differing);
        return differing;
    }

    private static void compare(String path, @Nullable Object was, @Nullable Object is, List<String> differing) {
        if (Objects.equals(was, is)) {
            return;
        }
        if (was instanceof Map<?, ?> left && is instanceof Map<?, ?> right) {
            TreeSet<Object> keys = new TreeSet<>(left.keySet());
            keys.addAll(right.keySet());
            keys.forEach(key -> compare(
                    path.isEmpty() ? key.toString() : path + '.' + key, left.get(key), right.get(key), differing));
        } else if (was instanceof List<?> left && is instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(path + '[' + i + ']', left.get(i), right.get(i), differing);
            }
        } else {
            differing.add(path);
        }
    }

    private static List<String> paths(Map<String, Object> items, Predicate<Object> which) {
        return items.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
