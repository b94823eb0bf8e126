package dev.gitops.inventory;

import dev.gitops.api.model.MetricCondition;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.api.model.VerifyTiming;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds verify steps from a document that was found valid. */
final class VerifyReader {

    /** What {@code {window}} stands for where the step does not say. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Duration ASKED = Duration.ofSeconds(60);
    private static final Duration RUN = Duration.ofMinutes(5);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final int OK = 200;

    private VerifyReader() {}

    static List<VerifyStep> read(List<Node> nodes) {
        return nodes.stream().map(VerifyReader::step).toList();
    }

    private static VerifyStep step(Node node) {
        String url = Tree.text(node, "http");
        if (url != null) {
            return new VerifyStep.Http(url, status(node), Tree.text(node, "contains"), asked(node));
        }
        Node prometheus = Tree.at(node, "prometheus");
        if (prometheus != null) {
            return prometheus(node, prometheus);
        }
        Node job = Tree.at(node, "job");
        if (job != null) {
            return new VerifyStep.Job(Tree.text(job, "cronJob", ""), timing(node, RUN, SLOW));
        }
        if (Tree.at(node, "command") != null) {
            return new VerifyStep.Command(
                    Tree.texts(node, "command"), Tree.texts(node, "variables"), timing(node, RUN, SLOW));
        }
        Node grpc = Tree.at(node, "grpc");
        if (grpc != null) {
            return new VerifyStep.Grpc(Tree.text(grpc, "url", ""), Tree.text(grpc, "service", ""), asked(node));
        }
        return new VerifyStep.Service(
                Tree.text(node, "service", ""),
                Tree.text(node, "path", "/"),
                status(node),
                Tree.text(node, "contains"),
                asked(node));
    }

    private static VerifyStep prometheus(Node node, Node prometheus) {
        String query = Tree.text(prometheus, "query", "");
        Duration window = query.contains("{window}")
                ? EnvironmentReader.duration(Tree.text(prometheus, "window"), WINDOW)
                : Duration.ZERO;
        return new VerifyStep.Prometheus(
                Tree.text(prometheus, "server", ""),
                query,
                window,
                MetricCondition.parse(Tree.text(prometheus, "condition", "")),
                number(Tree.at(prometheus, "empty")),
                timing(node, ASKED, SLOW));
    }

    private static VerifyTiming asked(Node node) {
        return timing(node, ASKED, VerifyTiming.INTERVAL);
    }

    private static VerifyTiming timing(Node node, Duration timeout, Duration interval) {
        Double failures = number(Tree.at(node, "failures"));
        return new VerifyTiming(
                EnvironmentReader.duration(Tree.text(node, "timeout"), timeout),
                EnvironmentReader.duration(Tree.text(node, "for"), Duration.ZERO),
                EnvironmentReader.duration(Tree.text(node, "interval"), interval),
                failures == null ? 0 : failures.intValue());
    }

    private static int status(Node node) {
        Double status = number(Tree.at(node, "status"));
        return status == null ? OK : status.intValue();
    }

    private static @Nullable Double number(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.data() instanceof Number number
                ? (Double) number.doubleValue()
                : null;
    }
}
