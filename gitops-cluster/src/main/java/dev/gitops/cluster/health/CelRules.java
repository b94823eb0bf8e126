package dev.gitops.cluster.health;

import dev.gitops.spi.ObjectRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern REPEATED_TWICE = Pattern.compile("[+*}]\\)[+*{]|\\\\[1-9]|\\(\\?[=!<]");

    /** How many steps all rules together may take, in loops over parts of values: seconds. */
    private final AtomicLong left = new AtomicLong(5_000_000);

    private final Map<String, Optional<Script>> scripts = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public CelRules() {}

    @Override
    public Optional<Boolean> holds(String rule, Object self) {
        return tried(rule, Map.of(SELF, self));
    }

    @Override
    public Optional<Boolean> holds(String rule, Object self, Object oldSelf) {
        return tried(rule, Map.of(SELF, self, OLD_SELF, oldSelf));
    }

    private Optional<Boolean> tried(String rule, Map<String, Object> values) {
        if (rule.length() > LONGEST || READ_OTHERWISE.matcher(rule).find() || !mayTry(rule, CelExtent.of(values))) {
            return Optional.empty();
        }
        Map<String, Object> plain = new HashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return scripts.computeIfAbsent(rule, CelRules::script).flatMap(script -> {
            try {
                return Optional.ofNullable(script.execute(Boolean.class, plain));
            } catch (ScriptException | RuntimeException untold) {
                return Optional.empty();
            }
        });
    }

    private boolean mayTry(String rule, CelExtent extent) {
        int loops = loops(rule);
        if (loops > MOST_LOOPS || extent.longestList() > LARGEST_LIST) {
            return false;
        }
        long steps = loops == 0 ? 1 : loops == 1 ? extent.parts() : extent.parts() * extent.parts();
        return (!rule.contains("matches") || isPlain(rule, extent.longestText())) && left.addAndGet(-steps) >= 0;
    }

    /** Texts are matched by backtracking, step by step for each repetition: a few on texts of a usual length. */
    private static boolean isPlain(String rule, int longestText) {
        long repeated = rule.chars()
                .filter(each -> each == '*' || each == '+' || each == '{')
                .count();
        return !REPEATED_TWICE.matcher(rule).find()
                && (repeated <= 3 && longestText <= 300 || repeated <= 8 && longestText <= 40);
    }

    private static int loops(String rule) {
        Matcher loop = LOOP.matcher(rule);
        int loops = 0;
        while (loop.find()) {
            loops++;
        }
        return loops;
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
