package dev.gitops.engine.review;

import dev.gitops.engine.review.SourceLines.At;
import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the template of a chart that made an object: Helm names it in front of what it rendered. */
final class TemplateLines {

    private static final String SOURCE = "# Source: ";
    private static final int LARGEST = 512 << 10;

    private final SourceTree tree;
    private final Optional<String> chart;
    private final RenderedManifests rendered;

    TemplateLines(SourceTree tree, Place place) {
        this.tree = tree;
        this.chart = place.manifests().chart(place.target()).map(Manifests.ChartSource::folder);
        this.rendered = place.manifests().render(tree, place.target());
    }

    /** The template's file, and the line of the field where one line alone can be it; a template of a chart that is elsewhere by the name that Helm has for it. */
    Optional<At> of(ManifestObject object, String path) {
        return source(object).map(source -> {
            Optional<String> file = chart.map(folder -> folder + source.substring(Math.max(0, source.indexOf('/'))))
                    .filter(named -> tree.type(named)
                            .filter(SourceTree.Type.FILE::equals)
                            .isPresent());
            int line = file.flatMap(tree::read)
                    .filter(bytes -> bytes.length <= LARGEST)
                    .map(bytes -> new TemplateText(new String(bytes, StandardCharsets.UTF_8)).line(object.kind(), path))
                    .orElse(0);
            return new At(file.orElse(source), line);
        });
    }

    private Optional<String> source(ManifestObject object) {
        int at = rendered.objects().indexOf(object);
        int passed = 0;
        for (RenderedManifests.Document document : rendered.documents()) {
            passed += document.objects();
            if (at >= 0 && at < passed) {
                return source(rendered.yaml().substring(document.from(), document.to()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> source(String document) {
        return document.lines()
                .dropWhile(String::isBlank)
                .findFirst()
                .filter(line -> line.startsWith(SOURCE))
                .map(line -> line.substring(SOURCE.length()).strip())
                .filter(source -> source.indexOf('/') > 0);
    }
}
