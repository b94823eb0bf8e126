package dev.gitops.cli.command;

import dev.gitops.cli.output.VersionText;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {VersionText.line()};
    }
}
