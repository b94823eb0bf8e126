package dev.gitops.engine.workspace;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentEvent;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Progress;
import dev.gitops.api.VerifyResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one delivery tells, as events of its application and environment. A delivery that tells of no objects is made up for once its result is there. */
public final class DeliveryTelling implements Progress {

    private final Announcer announcer;
    private final AppEnvironment place;
    private final Set<String> applied = ConcurrentHashMap.newKeySet();
    private final Set<String> healthy = ConcurrentHashMap.newKeySet();

    DeliveryTelling(Announcer announcer, AppEnvironment place) {
        this.announcer = announcer;
        this.place = place;
    }

    @Override
    public void tell(String message) {
        announcer.on(new DeploymentEvent.Said(announcer.now(), place, message));
    }

    @Override
    public void applied(DeployedObject object) {
        if (applied.add(object.inWords())) {
            announcer.on(new DeploymentEvent.Applied(announcer.now(), place, object));
        }
    }

    @Override
    public void waiting(DeployedObject object) {
        healthy.remove(object.inWords());
        announcer.on(new DeploymentEvent.Waiting(announcer.now(), place, object));
    }

    @Override
    public void healthy(DeployedObject object) {
        if (healthy.add(object.inWords())) {
            announcer.on(new DeploymentEvent.Healthy(announcer.now(), place, object));
        }
    }

    /**
     * Tells of a verify step.
     *
     * @param result what came of it
     */
    public void checked(VerifyResult result) {
        announcer.on(new DeploymentEvent.Checked(announcer.now(), place, result));
    }

    /**
     * Tells of the objects that the delivery did not tell of.
     *
     * @param objects those of its result
     */
    public void ended(List<DeployedObject> objects) {
        for (DeployedObject object : objects) {
            if (object.action() != Action.UNCHANGED) {
                applied(object);
                if (object.health() == Health.HEALTHY) {
                    healthy(object);
                }
            }
        }
    }
}
