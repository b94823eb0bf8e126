package dev.gitops.engine.review;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Place;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.Judgement;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.review.schema.Fault;
import dev.gitops.review.schema.Schemas;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.ObjectRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the objects that change are what their kinds allow. Schemas are read when an object is first checked. */
final class Validity {

    private static final Pattern DEFINITIONS = Pattern.compile(".*crd.*\\.ya?ml", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST = 4 << 20;

    private final Range range;
    private final Readings readings;
    private final List<String> files;
    private final List<String> given;
    private final Findings findings;
    private final Set<String> unknown = new TreeSet<>();
    private @Nullable Schemas schemas;
    private boolean searched;

    Validity(Range range, Readings readings, List<String> files, List<String> given, Findings findings) {
        this.range = range;
        this.readings = readings;
        this.files = files;
        this.given = given;
        this.findings = findings;
    }

    void look(PlacePair pair, RenderedPlace rendered, List<ObjectPair> changed) {
        Place after = pair.after();
        if (after == null || changed.stream().allMatch(each -> each.after() == null)) {
            return;
        }
        Schemas known = known();
        rendered.after().ifPresent(side -> side.objects().forEach(known::add));
        for (ObjectPair each : changed) {
            if (each.after() != null) {
                check(known, pair, each, each.after());
            }
        }
    }

    private void check(Schemas known, PlacePair pair, ObjectPair each, ManifestObject object) {
        if (!known.knows(object) && !searched) {
            searched = true;
            search(known);
        }
        List<Fault> faults = known.check(object, each.isHook() ? null : each.before());
        if (faults.isEmpty() && !known.knows(object)) {
            unknown.add(object.group().isEmpty() ? object.kind() : object.kind() + "." + object.group());
        }
        Optional<SourceLines> lines = faults.isEmpty() ? Optional.empty() : lines(pair);
        Optional<TemplateLines> templates = faults.isEmpty() ? Optional.empty() : templates(pair);
        for (Fault fault : faults) {
            Optional<SourceLines.At> at = templates
                    .flatMap(source -> source.of(object, fault.path()))
                    .or(() -> lines.flatMap(source -> source.of(object, fault.path())));
            findings.add(
                    FindingKind.valueOf(fault.kind().name()),
                    pair.name(),
                    each.inWords(),
                    fault.text(),
                    at.map(SourceLines.At::file).orElse(null),
                    at.map(SourceLines.At::line).orElse(0));
        }
    }

    private Optional<SourceLines> lines(PlacePair pair) {
        Place place = pair.either();
        try {
            return Optional.of(new SourceLines(range.after(), readings.closure(place, range.after())));
        } catch (GitOpsException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<TemplateLines> templates(PlacePair pair) {
        Place place = pair.either();
        try {
            return place.app().manifests().kind().equals("helm")
                    ? Optional.of(new TemplateLines(range.after(), place))
                    : Optional.empty();
        } catch (GitOpsException unreadable) {
            return Optional.empty();
        }
    }

    private Schemas known() {
        Schemas known = schemas;
        if (known == null) {
            known = Schemas.builtIn(ServiceLoader.load(ObjectRules.class, Validity.class.getClassLoader())
                    .findFirst());
            for (String file : files) {
                byte[] content = range.before()
                        .read(file)
                        .orElseThrow(() -> new InvalidInputException(
                                "the inventory",
                                List.of(Problem.of(
                                        "review.schemas",
                                        file,
                                        "there is no such file at the target",
                                        "mend the path"))));
                add(known, file, new String(content, StandardCharsets.UTF_8));
            }
            for (String text : given) {
                add(known, "--schema", text);
            }
            schemas = known;
        }
        return known;
    }

    private static void add(Schemas known, String name, String text) {
        String begin = text.stripLeading();
        boolean isDocument = begin.startsWith("{")
                && !begin.substring(0, Math.min(begin.length(), 4096)).contains("CustomResourceDefinition");
        if (isDocument) {
            known.add(name, text);
        } else {
            ManifestReader.read(text).forEach(known::add);
        }
    }

    /** Definitions that nothing here renders, as charts and operators come with them. */
    private void search(Schemas known) {
        Snapshot tree = range.after();
        for (String file : tree.filesNamed(DEFINITIONS)) {
            byte[] content = tree.read(file).orElse(new byte[0]);
            String text = content.length > LARGEST ? "" : new String(content, StandardCharsets.UTF_8);
            if (text.contains("CustomResourceDefinition") && !text.contains("{{")) {
                try {
                    ManifestReader.read(text).forEach(known::add);
                } catch (GitOpsException noManifest) {
                    unknown.add("what " + file + " defines");
                }
            }
        }
    }

    /** What nobody here knows. */
    void whole(Judgement judgement) {
        if (!unknown.isEmpty()) {
            judgement.tell("not checked, as nobody here knows these kinds: " + String.join(", ", unknown)
                    + "; name their CustomResourceDefinitions under review.schemas");
        }
    }
}
