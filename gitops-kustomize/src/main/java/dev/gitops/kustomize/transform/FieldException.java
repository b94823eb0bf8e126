package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;

/** A field of an object is not what a transformer needs it to be. */
final class FieldException extends KustomizeException {

    FieldException(FieldSpec spec, Resource resource, RuntimeException cause) {
        super(
                "considering field '" + spec.path() + "' of object " + resource.id() + ": " + cause.getMessage()
                        + (resource.root().line() > 0
                                ? " (object at line " + resource.root().line() + ")"
                                : ""),
                cause);
    }
}
