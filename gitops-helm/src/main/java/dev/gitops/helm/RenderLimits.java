package dev.gitops.helm;

import java.time.Duration;

/**
 * What one rendering of a chart may take.
 *
 * @param time until its end; a template that never ends is stopped then
 * @param megabytes the text it gives, at most
 */
record RenderLimits(Duration time, int megabytes) {

    /** Memory of the process that renders, in megabytes; a template can fill any amount within a moment. */
    static final int MEMORY = 1_536;

    /** Where the inventory says nothing. */
    static final RenderLimits STANDARD = new RenderLimits(Duration.ofSeconds(60), 64);

    long bytes() {
        return megabytes * 1024L * 1024L;
    }
}
