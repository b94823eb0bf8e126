package dev.gitops.forge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who passes all the rules that protect a branch: whom one rule exempts may still be held by another. */
public final class Exemptions {

    private final Supplier<String> tool;
    private @Nullable String name;
    private @Nullable Set<String> everywhere;

    /**
     * No rule yet.
     *
     * @param tool the name of the tool's own user; asked for only where somebody is exempt
     */
    public Exemptions(Supplier<String> tool) {
        this.tool = tool;
    }

    /**
     * Whether a name is the tool's own.
     *
     * @param user a user's or an application's name
     * @return whether it is
     */
    public boolean isTool(String user) {
        if (name == null) {
            name = tool.get();
        }
        return name.equalsIgnoreCase(user);
    }

    /**
     * Adds a rule.
     *
     * @param exempt whom it exempts, in words, without the tool
     */
    public void rule(Set<String> exempt) {
        if (everywhere == null) {
            everywhere = new LinkedHashSet<>(exempt);
        } else {
            everywhere.retainAll(exempt);
        }
    }

    /** {@return whether any rule was added} */
    public boolean protects() {
        return everywhere != null;
    }

    /** {@return whom all rules exempt} */
    public List<String> all() {
        return everywhere == null ? List.of() : List.copyOf(everywhere);
    }
}
