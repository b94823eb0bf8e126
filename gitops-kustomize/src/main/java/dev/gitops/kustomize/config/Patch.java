package dev.gitops.kustomize.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A patch of {@code patches} or {@code patchesJson6902}.
 *
 * @param path its file; empty where it is inline
 * @param patch its text; empty where it is in a file
 * @param target what it is applied to; null where the patch itself says
 * @param allowNameChange whether it may change names
 * @param allowKindChange whether it may change kinds
 */
public record Patch(
        String path, String patch, @Nullable Selector target, boolean allowNameChange, boolean allowKindChange) {

    private record Options(boolean name, boolean kind) {}

    static Patch read(Fields fields) {
        String path = fields.text("path");
        String patch = fields.text("patch");
        Selector target = fields.object("target", Selector::read);
        Function<Fields, Options> reader = o -> new Options(o.flag("allowNameChange"), o.flag("allowKindChange"));
        Options options = fields.object("options", reader);
        return new Patch(path, patch, target, options != null && options.name, options != null && options.kind);
    }
}
