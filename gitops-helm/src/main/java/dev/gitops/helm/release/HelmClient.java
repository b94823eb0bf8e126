package dev.gitops.helm.release;

import com.marcnuri.helm.HistoryCommand;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.UninstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import dev.gitops.helm.HelmLibrary;
import dev.gitops.helm.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Helm on one cluster.
 *
 * @param kubeconfig the kubeconfig's text, made anew for each call, since tokens change
 * @param cluster the cluster's name, for messages
 */
record HelmClient(Supplier<String> kubeconfig, String cluster) {

    /** The release's revisions, oldest first; empty where there is none. */
    List<ReleaseHistory> history(String release, String namespace) {
        try {
            return new HistoryCommand(HelmLibrary.get(), release)
                    .withNamespace(namespace)
                    .withMax(256)
                    .withKubeConfigContents(kubeconfig.get())
                    .call();
        } catch (IllegalStateException failed) {
            if (String.valueOf(failed.getMessage()).contains("release: not found")) {
                return List.of();
            }
            throw failed("read the history of " + release, failed);
        }
    }

    /** Installs or upgrades, and waits. An {@link IllegalStateException} says in Helm's words why it failed. */
    void deploy(
            Workspace files,
            boolean install,
            String release,
            String namespace,
            String description,
            boolean atomic,
            Duration timeout) {
        int seconds = (int) Math.max(1, timeout.toSeconds());
        if (install) {
            InstallCommand command = new InstallCommand(HelmLibrary.get(), files.chart())
                    .withName(release)
                    .withNamespace(namespace)
                    .withDescription(description)
                    .withTimeout(seconds)
                    .waitReady()
                    .withKubeConfigContents(kubeconfig.get());
            for (Path file : files.values()) {
                command = command.withValuesFile(file);
            }
            (atomic ? command.atomic() : command).call();
            return;
        }
        UpgradeCommand command = new UpgradeCommand(HelmLibrary.get(), files.chart())
                .withName(release)
                .withNamespace(namespace)
                .withDescription(description)
                .withTimeout(seconds)
                .resetValues()
                .waitReady()
                .withKubeConfigContents(kubeconfig.get());
        for (Path file : files.values()) {
            command = command.withValuesFile(file);
        }
        (atomic ? command.atomic().cleanupOnFail() : command).call();
    }

    /** Uninstalls a release with its hooks. An {@link IllegalStateException} says in Helm's words why it failed. */
    void uninstall(String release, String namespace) {
        new UninstallCommand(HelmLibrary.get(), release)
                .withNamespace(namespace)
                .ignoreNotFound()
                .withKubeConfigContents(kubeconfig.get())
                .call();
    }

    ClusterException failed(String what, IllegalStateException failed) {
        return new ClusterException(
                cluster,
                "could not " + what,
                String.valueOf(failed.getMessage()).strip(),
                failed);
    }
}
