package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leaves fields of objects to others: an object that is there is applied as it has them. */
public final class SetAside {

    private static final String ANY = "*";

    private final List<FieldsSetAside> fields;
    private final List<List<YamlPath>> paths;

    private SetAside(List<FieldsSetAside> fields) {
        this.fields = List.copyOf(fields);
        this.paths = fields.stream()
                .map(one -> one.fields().stream().map(YamlPath::parse).toList())
                .toList();
    }

    /**
     * The fields that an inventory sets aside.
     *
     * @param fields the fields
     * @return the same, ready
     * @throws dev.gitops.api.InvalidInputException if a path is none
     */
    public static SetAside of(List<FieldsSetAside> fields) {
        return new SetAside(fields);
    }

    /**
     * The object as it is applied to a live one: a field that is set aside has the live value where we own it, so that letting go of it does not take it away, and is left out where others do.
     *
     * @param wanted as Git has it
     * @param live as it is
     * @param owned what we own of it; empty where nobody can tell
     * @return the object to apply; the same one where nothing is set aside
     */
    public ObjectNode adapt(ObjectNode wanted, JsonNode live, Optional<OwnedFields> owned) {
        ObjectNode adapted = wanted;
        ObjectKey key = fields.isEmpty() ? null : ObjectKey.of(wanted);
        for (int index = 0; index < fields.size() && key != null; index++) {
            FieldsSetAside one = fields.get(index);
            boolean meant = one.kind().group().equals(key.group())
                    && one.kind().kind().equals(key.kind())
                    && (one.name() == null || one.name().equals(key.name()));
            for (YamlPath path : meant ? paths.get(index) : List.<YamlPath>of()) {
                adapted = adapted == wanted ? wanted.deepCopy() : adapted;
                boolean others = owned.filter(known -> isOthers(known, path)).isPresent();
                leave(adapted, live, path.steps(), others);
            }
        }
        return adapted;
    }

    /** Whether we surely do not own a field; within lists that cannot be told by its path. */
    private static boolean isOthers(OwnedFields owned, YamlPath path) {
        List<String> keys = new ArrayList<>();
        for (YamlPath.Step step : path.steps()) {
            if (!(step instanceof YamlPath.Key key) || key.name().equals(ANY)) {
                return false;
            }
            keys.add(key.name());
        }
        return !owned.owns(keys.toArray(String[]::new));
    }

    private static void leave(JsonNode wanted, @Nullable JsonNode live, List<YamlPath.Step> steps, boolean others) {
        YamlPath.Step step = steps.get(0);
        List<YamlPath.Step> rest = steps.subList(1, steps.size());
        if (wanted instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                boolean meant = step instanceof YamlPath.Key key && key.name().equals(ANY)
                        || step instanceof YamlPath.Index at && at.index() == index
                        || step instanceof YamlPath.Where where
                                && list.get(index).path(where.key()).asText().equals(where.value());
                if (meant && !rest.isEmpty()) {
                    leave(list.get(index), counterpart(list.get(index), index, live), rest, others);
                }
            }
        } else if (wanted instanceof ObjectNode map && step instanceof YamlPath.Key key) {
            List<String> names = new ArrayList<>();
            map.fieldNames().forEachRemaining(names::add);
            for (String name : key.name().equals(ANY) ? names : List.of(key.name())) {
                JsonNode value = map.get(name);
                JsonNode there = live == null ? null : live.get(name);
                if (value == null) {
                    continue;
                }
                if (!rest.isEmpty()) {
                    leave(value, there, rest, others);
                } else if (others || there == null) {
                    map.remove(name);
                } else {
                    map.set(name, there.deepCopy());
                }
            }
        }
    }

    /** The live item of a list that belongs to a wanted one: of the same name, else in the same place. */
    private static @Nullable JsonNode counterpart(JsonNode wanted, int index, @Nullable JsonNode live) {
        if (live == null) {
            return null;
        }
        String name = wanted.path("name").asText("");
        for (JsonNode item : live) {
            if (!name.isEmpty() && item.path("name").asText("").equals(name)) {
                return item;
            }
        }
        return name.isEmpty() ? live.get(index) : null;
    }
}
