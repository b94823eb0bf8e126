package dev.gitops.cli.option;

import dev.gitops.cli.option.CommonOptions.Format;
import java.util.Set;

/** A command whose result has columns: it takes {@code -o csv}. */
public interface HasColumns extends HasFormats {

    @Override
    default Set<Format> formats() {
        return Set.of(Format.csv);
    }
}
