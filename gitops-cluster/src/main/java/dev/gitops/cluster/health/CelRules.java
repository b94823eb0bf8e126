package dev.gitops.cluster.health;

import dev.gitops.spi.ObjectRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptCreateException;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/** Rules of CustomResourceDefinitions. They may be a stranger's: what could run for long is not tried, nor what the API server would answer otherwise. */
public final class CelRules implements ObjectRules {

    private static final String SELF = "self";
    private static final String OLD_SELF = "oldSelf";
    private static final int LONGEST = 2_000;

    /** Loops within loops within loops are nobody's rule. */
    private static final int MOST_LOOPS = 2;

    private static final int LARGEST_LIST = 1_000;
    private static final Pattern LOOP = Pattern.compile("\\.(?:all|exists|exists_one|map|filter)\\s*\\(");

    /** What the library here answers otherwise than the API server: texts of numbers and times, parts of durations, classes of characters by name. */
    private static final Pattern READ_OTHERWISE =
            Pattern.compile("\\bstring\\s*\\(|getMilliseconds|matches\\s*\\([^)]*(?:\\[:|&&)");

    private final Map<String, Optional<Script>> scripts = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public CelRules() {}

    @Override
    public Optional<Boolean> holds(String rule, Object self) {
        return isLarge(self) ? Optional.empty() : tried(rule, Map.of(SELF, plain(self)));
    }

    @Override
    public Optional<Boolean> holds(String rule, Object self, Object oldSelf) {
        return isLarge(self) || isLarge(oldSelf)
                ? Optional.empty()
                : tried(rule, Map.of(SELF, plain(self), OLD_SELF, plain(oldSelf)));
    }

    private Optional<Boolean> tried(String rule, Map<String, Object> values) {
        if (rule.length() > LONGEST
                || loops(rule) > MOST_LOOPS
                || READ_OTHERWISE.matcher(rule).find()) {
            return Optional.empty();
        }
        return scripts.computeIfAbsent(rule, CelRules::script).flatMap(script -> {
            try {
                return Optional.ofNullable(script.execute(Boolean.class, values));
            } catch (ScriptException | RuntimeException untold) {
                return Optional.empty();
            }
        });
    }

    private static int loops(String rule) {
        Matcher loop = LOOP.matcher(rule);
        int loops = 0;
        while (loop.find()) {
            loops++;
        }
        return loops;
    }

    private static boolean isLarge(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.size() > LARGEST_LIST || list.stream().anyMatch(CelRules::isLarge);
        }
        return value instanceof Map<?, ?> map
                && (map.size() > LARGEST_LIST || map.values().stream().anyMatch(CelRules::isLarge));
    }

    /** Whole numbers of CEL are long, and what is null is not there. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new HashMap<>();
            map.forEach((key, each) -> {
                if (each != null) {
                    copy.put(String.valueOf(key), plain(each));
                }
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(each -> each != null)
                    .map(CelRules::plain)
                    .toList();
        }
        return value instanceof Integer number ? Long.valueOf(number.longValue()) : value;
    }

    private static Optional<Script> script(String rule) {
        try {
            return Optional.of(ScriptHost.newBuilder()
                    .build()
                    .buildScript(rule)
                    .withDeclarations(Decls.newVar(SELF, Decls.Dyn), Decls.newVar(OLD_SELF, Decls.Dyn))
                    .build());
        } catch (ScriptCreateException | RuntimeException ofKubernetesAlone) {
            return Optional.empty();
        }
    }
}
