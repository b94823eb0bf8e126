package dev.gitops.engine.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Refusal;
import dev.gitops.api.Settings;
import dev.gitops.change.Evaluation;
import dev.gitops.change.Summaries;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Hold;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.yaml.YamlEdit;
import dev.gitops.yaml.YamlEditException;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a removal means at a tip of the inventory's branch.
 *
 * @param home the inventory
 * @param governed what is open, under the rules that the inventory has at home
 * @param going the places that go
 * @param whole whether these are all places of the application
 * @param removal what was asked for
 * @param settings who asks, and when
 */
record RemovalEvaluation(
        InventoryAtHome home,
        Connections governed,
        List<Place> going,
        boolean whole,
        Change.Removal removal,
        Settings settings) {

    Evaluation at(Snapshot tip) {
        byte[] before = home.bytes(tip);
        Inventory inventory = home.read(before);
        AppSpec there = inventory.apps().get(name());
        List<EnvironmentName> left = there == null
                ? List.of()
                : removal.environments().stream()
                        .filter(there.environments()::containsKey)
                        .toList();
        ChangeSummary summary = summary("", List.of());
        if (there == null || left.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.UpToDate(summary));
        }
        List<Refusal> refusals = refusals(inventory);
        if (!refusals.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(summary, refusals));
        }
        boolean all = left.size() == there.environments().size();
        byte[] after = without(before, all, left, there);
        Optional<Refusal> broken = broken(after);
        if (broken.isPresent()) {
            return Evaluation.stop(new ChangeOutcome.Refused(summary, List.of(broken.get())));
        }
        List<FileEdit> edits = new ArrayList<>(List.of(new FileEdit(home.spec().path(), after)));
        List<String> notices = new ArrayList<>();
        notices.add(
                home.spec().path() + " loses " + (all ? "the application " + name() : name() + " in " + words(left)));
        OwnFiles.Found own = own(tip, all, notices);
        edits.addAll(own.edits());
        Set<String> files =
                new TreeSet<>(own.edits().stream().map(FileEdit::path).toList());
        notices.add(
                files.isEmpty()
                        ? "no file is its own"
                        : (files.size() == 1 ? "1 file goes: " : files.size() + " files go: ") + OwnFiles.brief(files));
        notices.addAll(own.notices());
        notices.addAll(referring(there, left));
        if (!removal.claims().isEmpty()) {
            notices.add("the claims " + String.join(", ", new TreeSet<>(removal.claims())) + " go with it");
        }
        CommitMessage message = new CommitMessage(
                settings.actor(),
                settings.clock().instant(),
                "remove(" + words(left) + "): " + name(),
                "",
                Trailers.ofRemoval(
                        name(),
                        new Change.Removal(removal.environment(), left, removal.claims(), removal.reason()),
                        settings.actor()));
        return Evaluation.commit(summary(Summaries.diff(tip, edits), notices), edits, message);
    }

    private String name() {
        return going.get(0).app().name();
    }

    private static String words(List<EnvironmentName> names) {
        return String.join(", ", names.stream().map(EnvironmentName::value).toList());
    }

    private ChangeSummary summary(String diff, List<String> notices) {
        return new ChangeSummary(name(), removal.environment(), removal.operation(), null, images(), diff, notices);
    }

    /** What the leading environment loses. */
    private List<ImageChange> images() {
        Place lead = going.stream()
                .filter(place -> place.environment().name().equals(removal.environment()))
                .findFirst()
                .orElseThrow();
        try {
            return lead.manifests().release(lead.tip(), lead.target()).stream()
                    .filter(image -> !image.image().isPlaceholder())
                    .map(image -> new ImageChange(image.name(), image.image(), null))
                    .toList();
        } catch (GitOpsException unreadable) {
            return List.of();
        }
    }

    /** Holds, windows and stops of every place; applications that come after this one. */
    private List<Refusal> refusals(Inventory inventory) {
        Set<Refusal> refusals = new LinkedHashSet<>();
        for (Place place : going) {
            String environment = place.environment().name().value();
            Hold.refusal(
                            place.workspace()
                                    .holds()
                                    .of(name(), place.environment().name()),
                            name(),
                            environment)
                    .map(text -> new Refusal(Refusal.Kind.HOLD, text))
                    .ifPresent(refusals::add);
            refusals.addAll(new Barriers(place, governed).refusals());
        }
        List<String> after = inventory.apps().values().stream()
                .filter(other -> other.after().contains(name()))
                .map(AppSpec::name)
                .toList();
        if (whole && !after.isEmpty()) {
            refusals.add(new Refusal(
                    Refusal.Kind.DEPENDENCY,
                    String.join(", ", after) + (after.size() == 1 ? " depends" : " depend") + " on " + name()
                            + " (`after` names it); take it out of `after` first"));
        }
        return List.copyOf(refusals);
    }

    private byte[] without(byte[] before, boolean all, List<EnvironmentName> left, AppSpec there) {
        YamlPath entry = YamlPath.of("apps").where("name", name());
        YamlFile file = YamlFile.of(home.spec().path(), before);
        try {
            YamlEdit edit = file.edit();
            for (EnvironmentName name : left) {
                EnvironmentSpec spec = there.environments().get(name);
                if (spec != null && spec.preview().isPresent()) {
                    edit = edit.remove(YamlPath.of("environments", name.value()));
                }
            }
            if (all) {
                return edit.remove(entry).apply().bytes();
            }
            YamlPath environments = entry.key("environments");
            Object value = file.value(environments).orElse(null);
            if (value instanceof List<?> list) {
                for (int index = list.size() - 1; index >= 0; index--) {
                    if (left.contains(EnvironmentName.of(String.valueOf(list.get(index))))) {
                        edit = edit.remove(environments.item(index));
                    }
                }
            } else {
                for (EnvironmentName name : left) {
                    edit = edit.remove(environments.key(name.value()));
                }
            }
            return edit.apply().bytes();
        } catch (YamlEditException shared) {
            throw new InvalidInputException(
                    "the inventory " + home.spec().path(),
                    List.of(Problem.of(
                            entry.toString(),
                            name(),
                            "cannot be taken out by itself: " + shared.getMessage(),
                            "take the lines out by hand, in a change request")));
        }
    }

    /** An inventory that would not be valid without it is not written. */
    private Optional<Refusal> broken(byte[] after) {
        try {
            home.read(after);
            return Optional.empty();
        } catch (InvalidInputException invalid) {
            return Optional.of(new Refusal(
                    Refusal.Kind.DEPENDENCY,
                    "the inventory would not be valid without " + name() + ": " + invalid.getMessage()));
        }
    }

    private OwnFiles.Found own(Snapshot tip, boolean all, List<String> notices) {
        List<Place> here = going.stream().filter(home::isBranchOf).toList();
        going.stream()
                .filter(place -> !here.contains(place))
                .forEach(place -> notices.add("the files of " + place.inWords() + " on " + place.branch() + " of "
                        + place.workspace().spec().repository() + " stay; remove them there by hand"));
        return here.isEmpty()
                ? new OwnFiles.Found(List.of(), List.of())
                : new OwnFiles(
                                governed,
                                here,
                                all && here.size() == going.size(),
                                home.spec().path())
                        .at(tip);
    }

    /** Who is promoted from what goes. */
    private List<String> referring(AppSpec there, List<EnvironmentName> left) {
        List<String> notices = new ArrayList<>();
        for (EnvironmentSpec environment : there.environments().values()) {
            environment.promotesFrom().stream()
                    .filter(left::contains)
                    .filter(gone -> !left.contains(environment.name()))
                    .forEach(gone -> notices.add(name() + " in " + environment.name() + " is promoted from " + gone
                            + ", which goes: from then on from what comes before that"));
        }
        return notices;
    }
}
