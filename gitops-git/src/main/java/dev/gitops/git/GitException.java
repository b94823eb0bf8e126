package dev.gitops.git;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** A config repository cannot be read or written. Each condition has a class of its own. */
public abstract sealed class GitException extends GitOpsException {

    private final boolean retryable;

    private GitException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    /** The remote does not answer, or the connection broke. */
    public static final class Unreachable extends GitException {
        Unreachable(String message, @Nullable Throwable cause) {
            super(message, true, cause);
        }
    }

    /** The remote answers, but has no repository there, or not for these credentials. */
    public static final class MissingRepository extends GitException {
        MissingRepository(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** The remote does not accept the credentials, or they do not allow this. */
    public static final class AuthenticationFailed extends GitException {
        AuthenticationFailed(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** The remote has no branch of that name. */
    public static final class MissingBranch extends GitException {
        MissingBranch(String message) {
            super(message, false, null);
        }
    }

    /** The remote has no commit of that id, or does not give it. */
    public static final class MissingCommit extends GitException {
        MissingCommit(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** The cache cannot be made, read or repaired. */
    public static final class UnusableCache extends GitException {
        UnusableCache(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** Other writers were faster each time, or held the repository, until the budget of attempts or of time was spent. */
    public static final class TooBusy extends GitException {
        TooBusy(String message, @Nullable Throwable cause) {
            super(message, true, cause);
        }
    }

    /** A lock file stands on a ref of a repository that is a folder, and most likely nobody holds it any more. */
    public static final class Locked extends GitException {
        Locked(String message) {
            super(message, true, null);
        }
    }

    /** Git's own program, which serves pushes to a repository that is a folder, cannot be run. */
    public static final class MissingGit extends GitException {
        MissingGit(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** A commit cannot be signed. */
    public static final class CannotSign extends GitException {
        CannotSign(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** The remote and this client do not understand each other; a fault of either. */
    public static final class ProtocolFailure extends GitException {
        ProtocolFailure(String message, @Nullable Throwable cause) {
            super(message, false, cause);
        }
    }

    /** The repository is of a kind that this client cannot read. */
    public static final class UnsupportedFormat extends GitException {
        private UnsupportedFormat(String message) {
            super(message, false, null);
        }

        static UnsupportedFormat shallow(String url, String what) {
            return new UnsupportedFormat(
                    url + " is a shallow clone, and " + what
                            + " goes beyond where it ends; run git fetch --unshallow in it, or have it cloned whole (Jenkins: no Shallow clone, no depth)");
        }

        static UnsupportedFormat sha256(String url) {
            return new UnsupportedFormat(
                    "the repository " + url
                            + " has ids of SHA-256 (extensions.objectformat), which are not supported; make one with git init --object-format=sha1 and push the files there");
        }
    }
}
