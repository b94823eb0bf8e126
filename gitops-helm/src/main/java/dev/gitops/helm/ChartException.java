package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chart cannot be rendered with its values. The message is Helm's own, with paths of the repository. */
final class ChartException extends InvalidInputException {

    private static final Pattern PLACE =
            Pattern.compile("(?:^|[( ])([A-Za-z0-9_./-]+/templates/[^ :)]+):(\\d+)(?::(\\d+))?");

    /** What a template renders to is no YAML: the line is one of the text it renders to. */
    private static final Pattern RENDERED = Pattern.compile("YAML parse error on ([A-Za-z0-9_./-]+/templates/[^ :]+):");

    /** A values file, which has a name of its own where Helm reads it. */
    private static final Pattern VALUES = Pattern.compile(
            "failed to parse /?values-([0-9]{1,4})\\.yaml: (?:error converting YAML to JSON: )?(?:yaml: )?(?:line ([0-9]+): )?(.*)");

    private ChartException(String what, Problem problem) {
        super(what, List.of(problem));
    }

    /** Rendering was ended, or its process ended by itself. */
    static ChartException stopped(Chart chart, String why) {
        return new ChartException(
                chart.what(),
                new Problem(
                        chart.folder(),
                        0,
                        0,
                        null,
                        null,
                        "rendering " + why,
                        "look for a template that repeats itself without end; what honestly takes longer may have it by manifests.helm.timeout"));
    }

    static ChartException tooLong(Chart chart, String bytes) {
        String message = "renders to " + Long.parseLong(bytes) / 1_000_000 + " MB, and "
                + chart.limits().megabytes() + " MB is the limit";
        return new ChartException(
                chart.what(),
                new Problem(
                        chart.folder(), 0, 0, null, null, message, "make it smaller, or raise manifests.helm.maxSize"));
    }

    static ChartException of(Chart chart, String said, Workspace workspace) {
        String text = said.strip()
                .replace(workspace.chart().toString(), chart.folder())
                .replace(workspace.folder().toString(), "")
                .replace("\n\nUse --debug flag to render out invalid YAML", "");
        Matcher values = VALUES.matcher(text);
        if (values.find()
                && Integer.parseInt(values.group(1)) < chart.valuesPaths().size()) {
            String path = chart.valuesPaths().get(Integer.parseInt(values.group(1)));
            String line = values.group(2);
            return new ChartException(
                    chart.what(),
                    new Problem(
                            path,
                            line == null ? 0 : Integer.parseInt(line),
                            0,
                            null,
                            null,
                            "is no YAML: " + values.group(3),
                            "mend this values file"));
        }
        Matcher rendered = RENDERED.matcher(text);
        if (rendered.find()) {
            return new ChartException(
                    chart.what(),
                    new Problem(
                            path(chart, rendered.group(1)),
                            0,
                            0,
                            null,
                            null,
                            text,
                            "a line that is named is one of what the template renders to; look at indentation and quotes there"));
        }
        Matcher place = PLACE.matcher(text);
        String hint = hint(text);
        if (!place.find()) {
            return new ChartException(chart.what(), new Problem(chart.folder(), 0, 0, null, null, text, hint));
        }
        int column = place.group(3) == null ? 0 : Integer.parseInt(place.group(3));
        return new ChartException(
                chart.what(),
                new Problem(
                        path(chart, place.group(1)), Integer.parseInt(place.group(2)), column, null, null, text, hint));
    }

    private static @Nullable String hint(String text) {
        if (text.contains("127.0.0.1:0")) {
            return "rendering has neither a cluster nor a network; a lookup that stands plainly in a template is answered as if there were nothing";
        }
        return text.contains("missing in charts/")
                ? "commit the sub-charts: run helm dependency build and add charts/ to the repository"
                : null;
    }

    private static String path(Chart chart, String file) {
        return chart.folder() + file.substring(file.indexOf('/'));
    }
}
