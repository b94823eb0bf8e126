package dev.gitops.audit.export;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row a record. A cell that a spreadsheet would take for a formula gets an apostrophe before it; characters that nobody sees are shown as numbers, line ends too. */
final class CsvRows {

    static final String HEAD =
            "id,started,ended,app,environment,operation,outcome,fromEnvironment,requestedBy,approvedBy,reason,"
                    + "imagesBefore,imagesAfter,build,sourceCommits,commit,changeRequest,cluster,delivery,buildUrl,failure,breakGlass\r\n";

    private static final String FORMULA = "=+-@\t\r";

    private CsvRows() {}

    static String lines(DeploymentRecord record, Export.Format.History history) {
        List<String> cells = List.of(
                record.id(),
                record.started().toString(),
                record.ended().toString(),
                record.app(),
                record.environment().value(),
                record.operation().word(),
                record.outcome(),
                record.fromEnvironment().map(EnvironmentName::value).orElse(""),
                record.requestedBy(),
                record.approvals().stream().map(Approval::by).collect(Collectors.joining(" ")),
                record.reason().orElse(""),
                images(record, ImageChange::before),
                images(record, ImageChange::after),
                record.build().isPresent() ? Long.toString(record.build().getAsLong()) : "",
                String.join(" ", record.sourceCommits()),
                record.commit().orElse(""),
                record.changeRequest().map(request -> request.url()).orElse(""),
                record.cluster().orElse(""),
                record.delivery().orElse(""),
                record.buildUrl().orElse(""),
                record.failure().orElse(""),
                record.breakGlass().orElse(""));
        return cells.stream().map(CsvRows::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String images(DeploymentRecord record, Function<ImageChange, @Nullable ImageRef> side) {
        return record.images().stream()
                .flatMap(image -> Stream.ofNullable(side.apply(image)))
                .map(ImageRef::toString)
                .collect(Collectors.joining(" "));
    }

    private static String cell(String text) {
        String shown = Shown.line(text);
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + shown : shown;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
