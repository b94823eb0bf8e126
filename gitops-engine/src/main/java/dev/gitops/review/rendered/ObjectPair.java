package dev.gitops.review.rendered;

import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object before and after a change.
 *
 * @param before what it was; null where it is new
 * @param after what it becomes; null where it goes
 * @param namespace where it is, or where it goes where it is new; null where nothing names a namespace
 */
public record ObjectPair(
        @Nullable ManifestObject before,
        @Nullable ManifestObject after,
        @Nullable String namespace) {

    /** {@return one of both, the later one where it stays} */
    public ManifestObject either() {
        ManifestObject there = after == null ? before : after;
        if (there == null) {
            throw new IllegalStateException("a pair has an object");
        }
        return there;
    }

    /** {@return whether it is there before and after} */
    public boolean stays() {
        return before != null && after != null;
    }

    /** {@return group and kind, as in {@code apps/Deployment}, or the kind alone of the core group} */
    public String groupKind() {
        ManifestObject object = either();
        return object.group().isEmpty() ? object.kind() : object.group() + "/" + object.kind();
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    public String inWords() {
        return either().kind() + " " + (namespace == null ? "" : namespace + "/") + either().name();
    }

    /** {@return whether it is a hook, which is made anew at each delivery and deleted as its policy says} */
    public boolean isHook() {
        Content annotations = Content.of(either().content()).at("metadata", "annotations");
        return annotations.at("helm.sh/hook").isThere()
                || annotations.at("argocd.argoproj.io/hook").isThere();
    }

    /** {@return the content before; empty where there was none} */
    public Content old() {
        return Content.of(before == null ? null : before.content());
    }

    /** {@return the content after; empty where there is none} */
    public Content now() {
        return Content.of(after == null ? null : after.content());
    }

    /** {@return the fields in which it changes; none where it is new or goes} */
    public List<Field> fields() {
        return before == null || after == null ? List.of() : ObjectDiff.fields(before, after);
    }

    /** {@return the content on the side where it is, where it is on one side alone} */
    Optional<ManifestObject> alone() {
        return stays() ? Optional.empty() : Optional.of(either());
    }
}
