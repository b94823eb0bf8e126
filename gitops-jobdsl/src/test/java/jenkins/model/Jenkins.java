package jenkins.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name of Jenkins' own class, so that the scripts of the seed and of Configuration as Code run in tests. */
public final class Jenkins {

    /** Makes objects of their saved form, as Jenkins' own does. */
    public static final Saved XSTREAM2 = new Saved();

    private static final Jenkins INSTANCE = new Jenkins();

    private final Map<String, Object> items = new HashMap<>();

    private Jenkins() {}

    public static Jenkins get() {
        return INSTANCE;
    }

    public @Nullable Object getItemByFullName(String name) {
        return items.get(name);
    }

    /** What was saved, by its id. */
    public record FakeCredential(String id, String xml) {

        public String getId() {
            return id;
        }
    }

    /** See {@link #XSTREAM2}. */
    public static final class Saved {

        public Object fromXML(String xml) {
            return new FakeCredential(xml.replaceAll("(?s).*<id>(.*)</id>.*", "$1"), xml);
        }
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
