package dev.gitops.yaml;

import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Sequence;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edit would change beside the place it was asked for. */
final class Refusals {

    private static final Set<String> KNOWN_TAGS = Set.of("!", "str", "int", "float", "bool", "null", "map", "seq");

    private final Text text;
    private final Document document;

    Refusals(Text text, Document document) {
        this.text = text;
        this.document = document;
    }

    YamlEditException alias(Alias alias, YamlPath path) {
        return text.refuse(
                alias.start(),
                path.toString(),
                "*" + alias.name(),
                "is an alias of &" + alias.name() + " in line " + text.lineNumber(alias.target())
                        + ", so an edit here would change that place too",
                "edit the anchored value itself, or replace the alias by a copy of it",
                null);
    }

    void duplicates(Mapping mapping, String key, YamlPath path) {
        Entry first = null;
        for (Entry entry : mapping.entries()) {
            if (key.equals(entry.name())) {
                if (first != null) {
                    throw text.refuse(
                            entry.key().start(),
                            path.toString(),
                            null,
                            "is there twice, first in line "
                                    + text.lineNumber(first.key().start()),
                            "remove one of the two",
                            null);
                }
                first = entry;
            }
        }
    }

    /** A key that is not in the map, but comes into it from an anchored one. */
    void merged(Mapping mapping, String key, YamlPath path) {
        Entry merge = mapping.first("<<");
        Alias source = merge == null ? null : source(merge.value(), key);
        if (source != null) {
            throw text.refuse(
                    source.start(),
                    path.toString(),
                    "*" + source.name(),
                    "comes from &" + source.name() + " in line " + text.lineNumber(source.target())
                            + " by a merge key, so it cannot be edited here",
                    "edit the anchored map itself, or write the key into this map first",
                    null);
        }
    }

    private @Nullable Alias source(Node merged, String key) {
        if (merged instanceof Alias alias) {
            return document.target(alias) instanceof Mapping mapping && mapping.first(key) != null ? alias : null;
        }
        if (merged instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                Alias found = item instanceof Alias ? source(item, key) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** A node to be dropped, with an anchor in it that an alias outside needs. */
    void referredTo(Node dropped, YamlPath path) {
        for (Alias alias : document.aliases()) {
            boolean inside = alias.target() >= dropped.start() && alias.target() < dropped.end();
            boolean needed = alias.start() < dropped.start() || alias.start() >= dropped.end();
            if (inside && needed) {
                throw shared(alias, path);
            }
        }
    }

    /** A node whose value, or a part of it, is to change, while an alias brings it to another place too. */
    void shared(Node node, YamlPath path) {
        if (node.properties().anchor() == null) {
            return;
        }
        for (Alias alias : document.aliases()) {
            if (alias.target() == node.start()) {
                throw shared(alias, path);
            }
        }
    }

    /** A value that an alias brings to a place that keeps its own. */
    YamlEditException shared(Alias alias, YamlPath path) {
        return text.refuse(
                alias.target(),
                path.toString(),
                "&" + alias.name(),
                "has an anchor that line " + text.lineNumber(alias.start())
                        + " refers to, so an edit here would change that place too",
                "replace *" + alias.name() + " there by a copy first",
                null);
    }

    void unknownTag(Node node, YamlPath path) {
        String tag = node.properties().tag();
        if (tag != null && !KNOWN_TAGS.contains(tag.substring(tag.lastIndexOf(':') + 1))) {
            throw text.refuse(
                    node.start(),
                    path.toString(),
                    tag,
                    "has a tag of its own, whose meaning is not known here",
                    "edit it by hand",
                    null);
        }
    }
}
