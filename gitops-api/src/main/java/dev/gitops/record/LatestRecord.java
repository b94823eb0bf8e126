package dev.gitops.record;

import dev.gitops.api.DeploymentRecord;

/**
 * Of the records of an application in an environment the one that claims the latest time.
 *
 * @param glance its few fields
 * @param json the whole of it
 * @param undisputed whether it is the newest whatever clocks said: it was appended last, or none of the others says that it comes after it
 */
public record LatestRecord(RecordGlance glance, String json, boolean undisputed) {

    /** {@return the record} */
    public DeploymentRecord whole() {
        return RecordJson.read(json);
    }
}
