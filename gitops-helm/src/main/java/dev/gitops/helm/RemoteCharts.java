package dev.gitops.helm;

import java.util.Map;

/** Placeholder. */
final class RemoteCharts implements Charts {
    static Charts standard() {
        return new RemoteCharts();
    }

    @Override
    public Map<String, byte[]> files(RemoteChart chart) {
        throw new UnsupportedOperationException(chart.toString());
    }
}
