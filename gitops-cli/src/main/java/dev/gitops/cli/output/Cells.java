package dev.gitops.cli.output;

import dev.gitops.api.ReleasedImage;
import dev.gitops.cli.output.Cell.Style;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The cells that several tables have: short for people, whole for programs. */
public final class Cells {

    private static final int SHORT = 10;

    private Cells() {}

    /**
     * A commit.
     *
     * @param id its full id
     * @return its beginning for people
     */
    public static Cell commit(String id) {
        return Cell.of(id.substring(0, Math.min(SHORT, id.length())), id).in(Style.FAINT);
    }

    /**
     * A time.
     *
     * @param time the time
     * @param now what time it is
     * @return how long ago it was for people
     */
    public static Cell time(Instant time, Instant now) {
        return Cell.of(Ago.of(time, now), time.toString());
    }

    /**
     * A person.
     *
     * @param person a name, with or without a mail address
     * @return the name for people
     */
    public static Cell person(String person) {
        return Cell.of(People.name(person), person);
    }

    /**
     * A release.
     *
     * @param images its images
     * @return what people call it
     */
    public static Cell images(List<ReleasedImage> images) {
        return Cell.of(
                Versions.named(images),
                images.stream().map(image -> image.image().toString()).collect(Collectors.joining(" ")));
    }

    /**
     * How something ended.
     *
     * @param word the outcome's word
     * @return the word, as good or bad as it is
     */
    public static Cell outcome(String word) {
        return Cell.of(word)
                .in(
                        switch (word) {
                            case "verified", "unchanged", "merged" -> Style.GOOD;
                            case "failed", "refused", "aborted" -> Style.BAD;
                            case "superseded", "conflicting", "closed" -> Style.DOUBTFUL;
                            default -> Style.PLAIN;
                        });
    }
}
