package jenkins.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name of Jenkins' own class, so that the scripts of the seed and of Configuration as Code run in tests. */
public final class Jenkins {

    private static final Jenkins INSTANCE = new Jenkins();

    private final Map<String, Object> items = new HashMap<>();

    private Jenkins() {}

    public static Jenkins get() {
        return INSTANCE;
    }

    public @Nullable Object getItemByFullName(String name) {
        return items.get(name);
    }

    /** Items of which nothing but the name matters, for a test. */
    public void has(Set<String> names) {
        items.clear();
        new HashSet<>(names).forEach(name -> items.put(name, name));
    }

    /** What the controller has, for a test. */
    public void has(Map<String, ?> all) {
        items.clear();
        items.putAll(all);
    }

    /** The names of what the controller has. */
    public Collection<String> names() {
        return Set.copyOf(items.keySet());
    }
}
