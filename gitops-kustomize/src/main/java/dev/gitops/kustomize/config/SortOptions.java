package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order objects are printed.
 *
 * @param order {@code legacy}: by kind; {@code fifo}: as they came
 * @param legacy the kinds that come first and last; null for kustomize's own
 */
public record SortOptions(String order, @Nullable Legacy legacy) {

    /** By kind, in kustomize's own order: what is done where nothing is said. */
    public static final SortOptions DEFAULT = new SortOptions("legacy", null);

    /**
     * Kinds in order.
     *
     * @param first the kinds that come first
     * @param last the kinds that come last
     */
    public record Legacy(List<String> first, List<String> last) {
        static Legacy read(Fields fields) {
            return new Legacy(fields.texts("orderFirst"), fields.texts("orderLast"));
        }
    }

    static SortOptions read(Fields fields) {
        return new SortOptions(fields.text("order"), fields.object("legacySortOptions", Legacy::read));
    }

    /** Refuses what makes no sense. */
    public void check() {
        if (!order.equals("legacy") && !order.equals("fifo")) {
            throw new KustomizeException("the field 'sortOptions.order' must be one of [fifo, legacy]");
        }
        if (order.equals("fifo") && legacy != null) {
            throw new KustomizeException(
                    "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo',"
                            + " not 'legacy'");
        }
    }
}
