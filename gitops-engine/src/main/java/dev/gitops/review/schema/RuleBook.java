package dev.gitops.review.schema;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.Cut;
import dev.gitops.review.schema.Fault.Kind;
import dev.gitops.spi.ObjectRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of definitions in CEL, as far as somebody here can tell whether they hold. */
final class RuleBook {

    private static final int LONGEST = 200;

    private final Optional<ObjectRules> rules;

    RuleBook(Optional<ObjectRules> rules) {
        this.rules = rules;
    }

    /** Rules that speak of what was before are for updates: those of a value that is new are passed over, and those that ask themselves whether it is. */
    void check(Content schema, Object value, @Nullable Object before, String path, List<Fault> faults) {
        if (rules.isEmpty()) {
            return;
        }
        for (Content rule : schema.at("x-kubernetes-validations").items()) {
            String text = rule.at("rule").text("");
            boolean broken = !text.isEmpty()
                    && holds(rules.get(), rule, text, value, before)
                            .filter(holds -> !holds)
                            .isPresent();
            if (broken) {
                faults.add(new Fault(
                        Kind.RULE_BROKEN,
                        path,
                        (path.isEmpty() ? "" : Cut.line(path, LONGEST) + ": ")
                                + Cut.line(rule.at("message").text("it breaks the rule " + text), LONGEST)));
            }
        }
    }

    private static Optional<Boolean> holds(
            ObjectRules rules, Content rule, String text, Object value, @Nullable Object before) {
        if (!text.contains("oldSelf")) {
            return rules.holds(text, value);
        }
        return before == null || rule.at("optionalOldSelf").isTrue()
                ? Optional.empty()
                : rules.holds(text, value, before);
    }
}
