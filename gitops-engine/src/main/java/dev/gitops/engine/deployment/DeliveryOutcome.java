package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.DeliveryTelling;
import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.DeliveryResult;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How a deployment ends by what its delivery did. */
record DeliveryOutcome(Place place, Connections connections, ImmutableDeploymentReport.Builder report) {

    /** Has a delivery do its work; what it has delivered comes to what {@code then} makes of it. */
    DeploymentOutcome of(
            Function<DeliveryTelling, DeliveryResult> work,
            BiFunction<DeliveryResult.Delivered, DeliveryTelling, DeploymentOutcome> then) {
        DeliveryTelling telling = connections.announcer().delivery(place.names());
        DeliveryResult result = work.apply(telling);
        telling.ended(result.objects());
        report.objects(result.objects());
        if (result instanceof DeliveryResult.Refused refused) {
            return new DeploymentOutcome.Refused(
                    report.build(),
                    refused.reasons().stream()
                            .map(text -> new Refusal(Refusal.Kind.GUARD, text))
                            .toList());
        }
        if (result instanceof DeliveryResult.Failed failed) {
            return new DeploymentOutcome.Failed(report.build(), failed.failure());
        }
        DeliveryResult.Delivered delivered = (DeliveryResult.Delivered) result;
        report.addAllNotices(delivered.notices());
        return then.apply(delivered, telling);
    }

    /** Nothing more is to be done. */
    DeploymentOutcome succeeded(DeliveryResult.Delivered delivered) {
        return delivered.changed()
                ? new DeploymentOutcome.Verified(report.build())
                : new DeploymentOutcome.Unchanged(report.build());
    }
}
