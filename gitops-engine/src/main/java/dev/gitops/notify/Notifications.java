package dev.gitops.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.AppSpec;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.api.model.NotifySpec;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.network.Network;
import dev.gitops.record.RecordJson;
import dev.gitops.record.Redaction;
import dev.gitops.spi.Notifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells Slack and the inventory's webhook of the records that the inventory asks for. */
final class Notifications implements Notifier {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SLACK = "GITOPS_SLACK_WEBHOOK";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Inventory inventory;
    private final Settings settings;

    /**
     * Notifications of an inventory.
     *
     * @param inventory who is told of what
     * @param settings the webhooks' addresses, which are secret
     */
    Notifications(Inventory inventory, Settings settings) {
        this.inventory = inventory;
        this.settings = settings;
    }

    @Override
    public void tell(DeploymentRecord told) {
        DeploymentRecord record = Redaction.of(settings).clean(told);
        NotifySpec wanted = inventory.notifications();
        if (!asked(wanted.on(), record)) {
            return;
        }
        if (wanted.slack()) {
            slack(record).ifPresent(url -> post(settings, "Slack", url, message(record)));
        }
        wanted.webhookUrl().ifPresent(url -> post(settings, "the webhook", url, RecordJson.text(record)));
    }

    @Override
    public void tell(String job, String reason, Optional<String> buildUrl) {
        NotifySpec wanted = inventory.notifications();
        if (!wanted.on().isEmpty() && !wanted.on().contains("failed")) {
            return;
        }
        if (wanted.slack()) {
            settings.variable(SLACK).ifPresent(url -> slack(settings, url, job, reason, buildUrl));
        }
        ObjectNode json = JSON.objectNode()
                .put("job", job)
                .put("outcome", "failed")
                .put("failure", reason)
                .put("buildUrl", buildUrl.orElse(null));
        wanted.webhookUrl().ifPresent(url -> post(settings, "the webhook", url, json.toString()));
    }

    /** Slack alone, where no inventory can be read that would say whom to tell. */
    static void tellSlack(Settings settings, String job, String reason, Optional<String> buildUrl) {
        settings.variable(SLACK).ifPresent(url -> slack(settings, url, job, reason, buildUrl));
    }

    private static void slack(Settings settings, String url, String job, String reason, Optional<String> buildUrl) {
        post(
                settings,
                "Slack",
                url,
                JSON.objectNode()
                        .put("text", SlackText.of(job, reason, buildUrl))
                        .toString());
    }

    private String message(DeploymentRecord record) {
        ObjectNode message = JSON.objectNode().put("text", SlackText.of(record));
        team(record)
                .flatMap(name -> Optional.ofNullable(inventory.teams().get(name)))
                .flatMap(TeamSpec::slackChannel)
                .ifPresent(channel -> message.put("channel", channel.startsWith("#") ? channel : "#" + channel));
        return message.toString();
    }

    private Optional<String> team(DeploymentRecord record) {
        return Optional.ofNullable(inventory.apps().get(record.app())).flatMap(AppSpec::team);
    }

    /** Nothing said asks for all; else the outcome's word or the environment's name must be named. */
    private static boolean asked(Set<String> on, DeploymentRecord record) {
        return on.isEmpty()
                || on.contains(record.outcome())
                || on.contains(record.environment().value());
    }

    /** A webhook belongs to one channel, so a team with a channel of its own has one of its own. */
    private Optional<String> slack(DeploymentRecord record) {
        return team(record)
                .flatMap(name -> settings.variable(
                        "GITOPS_SLACK_WEBHOOK_" + name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .or(() -> settings.variable(SLACK));
    }

    private static void post(Settings settings, String whom, String url, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            int status = Network.of(settings.environment())
                    .client()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status >= 300) {
                settings.progress().tell("could not notify " + whom + ": status " + status);
            }
        } catch (IOException | IllegalArgumentException failed) {
            settings.progress()
                    .tell("could not notify " + whom + ": " + failed.getClass().getSimpleName());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
