package dev.gitops.k8s.apply;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.DeliveryRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the inventory says under {@code delivery.apply}.
 *
 * @param force whether fields are taken from other managers
 * @param replace the kinds whose objects are deleted and made anew where they cannot be updated
 * @param maxShare the share of what is owned, from 0 to 1, that may be pruned without a person's word
 * @param mending whether what others changed is changed back
 */
record Options(boolean force, Set<String> replace, double maxShare, boolean mending) {

    /** What is lost when it is deleted is never replaced. */
    static final Set<String> PRECIOUS =
            Set.of("Namespace", "PersistentVolumeClaim", "PersistentVolume", "CustomResourceDefinition");

    static final String SCHEMA = """
            {
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "force": {"type": "boolean", "description": "take fields that other managers own"},
                    "replace": {
                      "type": "array",
                      "items": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$", "not": {"enum": ["Namespace", "PersistentVolumeClaim", "PersistentVolume", "CustomResourceDefinition"]}},
                      "description": "kinds whose objects are deleted and made anew where they cannot be updated"
                    },
                    "prune": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {"maxShare": {"type": "number", "minimum": 0, "maximum": 1, "description": "the share of what is owned that may be pruned without a person's word"}}
                    }
                  }
                }
              ]
            }
            """;

    /** Options under which nothing is refused, as nothing is written: for comparing. */
    static Options comparing() {
        return new Options(true, Set.of("*"), 1, false);
    }

    boolean replaces(String kind) {
        return replace.contains(kind) || replace.contains("*");
    }

    static Options of(DeliveryRequest request) {
        ProviderConfig config = request.config();
        Set<String> replace = Set.copyOf(config.texts("replace"));
        if (replace.stream().anyMatch(PRECIOUS::contains)) {
            throw new InvalidInputException(
                    "the delivery",
                    List.of(Problem.of(
                            "delivery.apply.replace",
                            replace.toString(),
                            "deleting one of these loses what it holds",
                            "replace it by hand")));
        }
        Object prune = config.options().get("prune");
        Object share = prune instanceof Map<?, ?> map ? map.get("maxShare") : null;
        return new Options(
                config.flag("force", false) || request.mending(),
                replace,
                share instanceof Number number ? number.doubleValue() : 0.3,
                request.mending());
    }
}
