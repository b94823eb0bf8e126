package dev.gitops.git;

import dev.gitops.api.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.Signers;

/** Signs commits. */
final class Signing {

    private static final long PATIENCE = 60;

    private final SigningKey signing;
    private final Map<String, String> environment;

    Signing(SigningKey signing, Map<String, String> environment) {
        this.signing = signing;
        this.environment = environment;
    }

    /** The signature of a commit that is whole but for it. */
    GpgSignature sign(Repository repository, CommitBuilder commit) {
        try {
            return switch (signing.format()) {
                case SSH -> ssh(repository, commit);
                case GPG -> gpg(commit);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannot(e);
        } catch (Exception e) {
            throw cannot(e);
        }
    }

    private GpgSignature ssh(Repository repository, CommitBuilder commit) throws Exception {
        Config config = new Config();
        config.setString("gpg", null, "format", "ssh");
        config.setString("user", null, "signingkey", signing.key());
        Signer signer = Signers.get(GpgConfig.GpgFormat.SSH);
        if (signer == null) {
            throw new IOException("JGit's ssh support is not on the class path");
        }
        signer.signObject(repository, new GpgConfig(config), commit, commit.getCommitter(), signing.key(), null);
        return commit.getGpgSignature();
    }

    private GpgSignature gpg(CommitBuilder commit) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("gpg", "--batch", "--status-fd=2", "-bsa", "--local-user=" + signing.key()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process gpg = builder.start();
        try (InputStream out = gpg.getInputStream();
                InputStream err = gpg.getErrorStream()) {
            try (OutputStream in = gpg.getOutputStream()) {
                in.write(commit.build());
            }
            byte[] signature = out.readAllBytes();
            String words = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            if (!gpg.waitFor(PATIENCE, TimeUnit.SECONDS) || gpg.exitValue() != 0 || signature.length == 0) {
                throw new IOException(Messages.oneLine(words));
            }
            return new GpgSignature(signature);
        } finally {
            gpg.destroyForcibly();
        }
    }

    private GitException cannot(Exception e) {
        Throwable cause = e instanceof JGitInternalException && e.getCause() != null ? e.getCause() : e;
        return new GitException.CannotSign(
                "the commit cannot be signed with the " + signing.format() + " key " + signing.key() + ": "
                        + Messages.oneLine(String.valueOf(cause.getMessage()))
                        + "; check that the key is there, readable, and without a passphrase or in an agent",
                e);
    }
}
