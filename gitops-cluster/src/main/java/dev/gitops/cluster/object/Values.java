package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Equality of values as a reader sees it: 1 and 1.0 are the same number, whatever types they were parsed to. */
final class Values {

    private Values() {}

    static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue()) == 0;
        }
        if (left.isObject() && right.isObject()) {
            return left.size() == right.size() && fieldsSame(left, right);
        }
        if (left.isArray() && right.isArray()) {
            return left.size() == right.size() && elementsSame(left, right);
        }
        return left.equals(right);
    }

    private static boolean fieldsSame(JsonNode left, JsonNode right) {
        for (Map.Entry<String, JsonNode> field : left.properties()) {
            JsonNode other = right.get(field.getKey());
            if (other == null || !same(field.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean elementsSame(JsonNode left, JsonNode right) {
        Iterator<JsonNode> others = right.iterator();
        for (JsonNode element : left) {
            if (!same(element, others.next())) {
                return false;
            }
        }
        return true;
    }
}
