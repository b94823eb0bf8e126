package dev.gitops.cli.option;

import dev.gitops.api.Pipeline.ChangeStage;
import dev.gitops.record.Redaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Why something is done: the option of every command that does something. It may stand before the command too; what stands nearer to its end wins. */
public final class ReasonOption {

    private static final String NAME = "why";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the commit and in the record.")
    private @Nullable String reason;

    /** For picocli. */
    public ReasonOption() {}

    /** Lets a command that has sub-commands take the option in front of them. */
    static void before(CommandSpec command) {
        if (!command.mixins().containsKey(NAME)) {
            command.addMixin(NAME, CommandSpec.forAnnotatedObject(new ReasonOption()));
        }
    }

    /**
     * Why, in one line, without what looks like a secret: it is going to be read by many and for ever.
     *
     * @param common whose settings tell what is secret
     * @return the reason; empty where none was given
     */
    public Optional<String> text(CommonOptions common) {
        return given().map(text -> Arguments.line("--reason", text)).map(Redaction.of(common.settings())::text);
    }

    /**
     * A change with the reason, where one was given.
     *
     * @param stage the change
     * @param common whose settings tell what is secret
     * @return the change with its reason
     */
    public ChangeStage of(ChangeStage stage, CommonOptions common) {
        return text(common).map(stage::because).orElse(stage);
    }

    private Optional<String> given() {
        @Nullable String found = reason;
        for (CommandSpec above = spec == null ? null : spec.parent();
                found == null && above != null;
                above = above.parent()) {
            CommandSpec mixin = above.mixins().get(NAME);
            found = mixin != null && mixin.userObject() instanceof ReasonOption option ? option.reason : null;
        }
        return Optional.ofNullable(found);
    }
}
