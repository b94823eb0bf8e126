package dev.gitops.api.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be answered as stated before a deployment counts as verified. */
public sealed interface VerifyStep {

    /** {@return how often and how long it is tried} */
    VerifyTiming timing();

    /** {@return by when it must have passed once; of a job or command, how long a run may take} */
    default Duration timeout() {
        return timing().timeout();
    }

    /** {@return whether each try is a verdict, so that a failed one counts from the first on: a job, a command} */
    default boolean runs() {
        return false;
    }

    /** {@return the same step, which need pass once} */
    VerifyStep once();

    /** {@return the step in words, as in {@code http https://shop.example.com/health}} */
    String inWords();

    /** A step that asks by HTTP. */
    sealed interface Request extends VerifyStep {

        /** {@return the status that is asked for} */
        int status();

        /** {@return a text that the body must contain; null for any body} */
        @Nullable
        String contains();
    }

    /**
     * A request to a URL.
     *
     * @param url the URL; {@code {app}} and {@code {environment}} are filled
     * @param status the status that is asked for
     * @param contains a text that the body must contain; null for any body
     * @param timing how often and how long
     */
    record Http(String url, int status, @Nullable String contains, VerifyTiming timing) implements Request {
        @Override
        public VerifyStep once() {
            return new Http(url, status, contains, timing.once());
        }

        @Override
        public String inWords() {
            return "http " + url;
        }
    }

    /**
     * A request to the address that a Service's or its Ingress's load balancer reports.
     *
     * @param service the Service's name
     * @param path the path of the request, with its leading slash
     * @param status the status that is asked for
     * @param contains a text that the body must contain; null for any body
     * @param timing how often and how long
     */
    record Service(
            String service,
            String path,
            int status,
            @Nullable String contains,
            VerifyTiming timing) implements Request {
        @Override
        public VerifyStep once() {
            return new Service(service, path, status, contains, timing.once());
        }

        @Override
        public String inWords() {
            return "service " + service + path;
        }
    }

    /**
     * A query to Prometheus, or what answers as it does, whose figure must meet a condition.
     *
     * @param server the server's URL; {@code {app}} and {@code {environment}} are filled
     * @param query the query in PromQL, which gives one figure; {@code {app}}, {@code {environment}}, {@code {namespace}} and {@code {window}} are filled
     * @param window the time that {@code {window}} stands for, which begins with the delivery; zero where the query has none
     * @param condition what the figure must be
     * @param empty the figure where the query gives none; null where that is a failure
     * @param timing how often and how long
     */
    record Prometheus(
            String server,
            String query,
            Duration window,
            MetricCondition condition,
            @Nullable Double empty,
            VerifyTiming timing)
            implements VerifyStep {
        @Override
        public VerifyStep once() {
            return new Prometheus(server, query, window, condition, empty, timing.once());
        }

        @Override
        public String inWords() {
            return "prometheus " + query + " " + condition;
        }
    }

    /**
     * A Job made from a CronJob of the environment's manifests, as {@code kubectl create job --from} makes one.
     *
     * @param cronJob the CronJob's name
     * @param timing how long a run may take, and how many may fail
     */
    record Job(String cronJob, VerifyTiming timing) implements VerifyStep {
        @Override
        public boolean runs() {
            return true;
        }

        @Override
        public VerifyStep once() {
            return new Job(cronJob, timing.once());
        }

        @Override
        public String inWords() {
            return "job " + cronJob;
        }
    }

    /**
     * A program on this machine, without a shell, which ends with 0.
     *
     * @param command the program and its arguments; {@code {app}}, {@code {environment}} and {@code {namespace}} are filled in the arguments
     * @param variables the names of the variables it gets beside {@code PATH} and those that tell what was deployed
     * @param timing how long a run may take, and how many may fail
     */
    record Command(List<String> command, List<String> variables, VerifyTiming timing) implements VerifyStep {

        /** Copies the lists. */
        public Command {
            command = List.copyOf(command);
            variables = List.copyOf(variables);
        }

        @Override
        public boolean runs() {
            return true;
        }

        @Override
        public VerifyStep once() {
            return new Command(command, variables, timing.once());
        }

        @Override
        public String inWords() {
            return "command " + String.join(" ", command);
        }
    }

    /**
     * The health of a gRPC server, by {@code grpc.health.v1.Health/Check}.
     *
     * @param url the server: {@code https://host:port}, or {@code http://host:port} without encryption; {@code {app}} and {@code {environment}} are filled
     * @param service the service that is asked for; empty for the server as a whole
     * @param timing how often and how long
     */
    record Grpc(String url, String service, VerifyTiming timing) implements VerifyStep {
        @Override
        public VerifyStep once() {
            return new Grpc(url, service, timing.once());
        }

        @Override
        public String inWords() {
            return "grpc " + url + (service.isEmpty() ? "" : " " + service);
        }
    }
}
