package dev.gitops.helm;

import java.util.Map;
import java.util.Optional;

/** Charts that come from chart repositories, each by its digest. */
interface Charts {

    /** The chart's files, sub-charts unpacked. */
    Map<String, byte[]> files(RemoteChart chart);

    /** The chart's own values. */
    default Optional<byte[]> defaults(RemoteChart chart) {
        return Optional.ofNullable(files(chart).get("values.yaml"));
    }
}
