package dev.gitops.jobdsl.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item of the fake controller, with the methods of Jenkins that the seed's script calls on its kind, and no others. */
public abstract class FakeItem {

    protected final Map<String, FakeItem> controller;
    private final String fullName;
    private boolean disabled;

    FakeItem(Map<String, FakeItem> controller, String fullName) {
        this.controller = controller;
        this.fullName = fullName;
    }

    public String getFullName() {
        return fullName;
    }

    public void delete() {
        controller.keySet().removeIf(name -> name.equals(fullName) || name.startsWith(fullName + "/"));
    }

    boolean isOff() {
        return disabled;
    }

    void turn(boolean off) {
        disabled = off;
    }

    /** A folder: it cannot be disabled. */
    public static final class Folder extends FakeItem {

        private final List<View> views = new ArrayList<>();

        Folder(Map<String, FakeItem> controller, String fullName) {
            super(controller, fullName);
        }

        public List<FakeItem> getItems() {
            String prefix = getFullName() + "/";
            return controller.values().stream()
                    .filter(item -> item.getFullName().startsWith(prefix)
                            && item.getFullName().indexOf('/', prefix.length()) < 0)
                    .toList();
        }

        public List<View> getViews() {
            return List.copyOf(views);
        }

        public void deleteView(View view) {
            views.remove(view);
        }

        void add(View view) {
            views.removeIf(there -> there.getViewName().equals(view.getViewName()));
            views.add(view);
        }
    }

    /** A view. */
    public static final class View {

        private final String name;
        private final String description;

        View(String name, String description) {
            this.name = name;
            this.description = description;
        }

        public String getViewName() {
            return name;
        }

        public String getDescription() {
            return description;
        }
    }

    /** What can be disabled, in the way of its kind. */
    public abstract static class Job extends FakeItem {

        Job(Map<String, FakeItem> controller, String fullName) {
            super(controller, fullName);
        }

        public boolean isDisabled() {
            return isOff();
        }

        public void makeDisabled(boolean off) {
            turn(off);
        }
    }

    /** A pipeline job, whose script is in its configuration or in a repository. */
    public static final class PipelineJob extends Job {

        private final @Nullable String script;

        PipelineJob(Map<String, FakeItem> controller, String fullName, @Nullable String script) {
            super(controller, fullName);
            this.script = script;
        }

        public Object getDefinition() {
            return script == null ? new ScriptFromScm() : new InlineScript(script);
        }
    }

    /** The definition of a pipeline whose script is in a repository. */
    public static final class ScriptFromScm {}

    /** The definition of a pipeline whose script is in its configuration. */
    public static final class InlineScript {

        private final String script;

        InlineScript(String script) {
            this.script = script;
        }

        public String getScript() {
            return script;
        }
    }

    /** A multibranch project; its branches' jobs are items below it. */
    public static final class Multibranch extends Job {

        private final String source;

        Multibranch(Map<String, FakeItem> controller, String fullName, String source) {
            super(controller, fullName);
            this.source = source;
        }

        public List<FakeItem> getItems() {
            return List.of();
        }

        public @Nullable Object getSCMSource(String id) {
            return id.equals(source) ? this : null;
        }
    }
}
