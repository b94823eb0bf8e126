package dev.gitops.helm;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.helm.CheckedRelease.Renderer;
import dev.gitops.manifests.Images;
import dev.gitops.spi.Closure;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A Helm chart with values files. */
final class HelmManifests implements Manifests {

    private final HelmConfig config;
    private final Charts charts;
    private final Renderings renderings;

    HelmManifests(HelmConfig config, Charts charts) {
        this.config = config;
        this.charts = charts;
        this.renderings = new Renderings(config, charts);
    }

    @Override
    public RenderedManifests render(SourceTree tree, Target target) {
        RenderedManifests rendered = renderings.of(tree, target, closure(tree, target));
        Values values = Values.read(tree, target, config, charts);
        List<Problem> broken = RenderedImages.of(rendered.objects()).broken();
        if (!broken.isEmpty()) {
            List<Problem> problems = new ArrayList<>(odd(values, target));
            problems.addAll(broken);
            throw new InvalidInputException("the manifests of " + target, problems);
        }
        return rendered.with(notices(values, target, rendered));
    }

    @Override
    public List<ReleasedImage> release(SourceTree tree, Target target) {
        Values values = Values.read(tree, target, config, charts);
        Map<String, ReleasedImage> found = new TreeMap<>();
        boolean all = true;
        for (Target.Image image : target.images()) {
            Optional<ImageRef> read =
                    ImagePlace.of(target, image, config, values).read(values);
            read.ifPresent(ref -> found.put(image.name(), new ReleasedImage(image.name(), ref)));
            all &= read.isPresent();
        }
        List<Problem> odd = odd(values, target);
        if (!odd.isEmpty()) {
            throw new InvalidInputException("the release of " + target, odd);
        }
        if (!all) {
            // A chart may make the version itself, out of its appVersion for example.
            Images.release(renderings.of(tree, target, closure(tree, target)).objects(), target)
                    .forEach(image -> found.putIfAbsent(image.name(), image));
        }
        return target.images().stream()
                .filter(image -> found.containsKey(image.name()))
                .map(image -> found.get(image.name()))
                .toList();
    }

    @Override
    public List<FileEdit> edits(SourceTree tree, Target target, List<ReleasedImage> images) {
        Values values = Values.read(tree, target, config, charts);
        Map<String, Target.Image> known = new TreeMap<>();
        target.images().forEach(image -> known.put(image.name(), image));
        List<ReleasedImage> asked =
                images.stream().filter(image -> known.containsKey(image.name())).toList();
        return new CheckedRelease(
                        tree,
                        target,
                        values,
                        image -> ImagePlace.of(target, Objects.requireNonNull(known.get(image.name())), config, values),
                        renderer(tree, target))
                .of(asked);
    }

    @Override
    public List<FileEdit> set(SourceTree tree, Target target, Map<String, String> texts) {
        Values values = Values.read(tree, target, config, charts);
        ValuesEdit edit = new ValuesEdit(values, "the change of " + target);
        Renderer renderer = renderer(tree, target);
        TypedValues typed = new TypedValues(values, new KnownKeys(values, renderer.chart()), edit);
        texts.forEach(typed::set);
        List<FileEdit> edits = edit.make();
        return edits.isEmpty() ? edits : CheckedSetting.of(tree, target, edits, renderer);
    }

    private Renderer renderer(SourceTree tree, Target target) {
        return new Renderer() {
            @Override
            public List<ManifestObject> objects(SourceTree files) {
                return renderings.of(files, target, closure(files, target)).objects();
            }

            @Override
            public Map<String, byte[]> chart() {
                return renderings.chart(tree, target).files();
            }
        };
    }

    @Override
    public Closure closure(SourceTree tree, Target target) {
        return Closures.of(tree, target, config);
    }

    @Override
    public Optional<ChartSource> chart(Target target) {
        return config.remote() != null
                ? Optional.empty()
                : Optional.of(new ChartSource(
                        config.chartFolder(target),
                        new DeliveryRequest.Chart(config.releaseName(target), config.valuesFiles(target))));
    }

    /** The values may name an image that the chart does not take from there. */
    private List<String> notices(Values values, Target target, RenderedManifests rendered) {
        List<String> notices = new ArrayList<>();
        List<ReleasedImage> running = Images.release(rendered.objects(), target);
        for (Target.Image image : target.images()) {
            ImagePlace.of(target, image, config, values)
                    .read(values)
                    .ifPresent(said -> running.stream()
                            .filter(run -> run.name().equals(image.name())
                                    && !run.image().equals(said))
                            .forEach(run -> notices.add("the values say " + said + ", but the chart makes "
                                    + run.image() + " of it: mend manifests.helm.paths, or the chart")));
        }
        return notices;
    }

    /** What the values say that no image can be made of. */
    private List<Problem> odd(Values values, Target target) {
        return target.images().stream()
                .flatMap(image -> ImagePlace.of(target, image, config, values).odd(values).stream())
                .toList();
    }
}
