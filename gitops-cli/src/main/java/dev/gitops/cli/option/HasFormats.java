package dev.gitops.cli.option;

import dev.gitops.cli.option.CommonOptions.Format;
import java.util.Set;

/** A command that prints its result in other formats too, beside the text and the document that all have. The others refuse those before they do anything. */
public interface HasFormats {

    /** {@return the formats beside {@code text}, {@code json} and {@code table}} */
    Set<Format> formats();
}
