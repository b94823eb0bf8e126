package dev.gitops.forge;

import dev.gitops.forge.History.Commit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that a merged change request brought a commit to its target. It did if the commit is what it was merged with, if a merge commit brought the request's head and the commit is one of its own, if
 * the branch was set forward to its head, or if a rebase copied its commits one by one. The source commits of a squash or a rebase came with nothing: whoever pushes them has no review of them.
 */
public final class MergeProof {

    /**
     * A merged change request.
     *
     * @param number its number
     * @param head the full id of its source branch's commit
     * @param with the commits that the host says it was merged with: a merge commit, a squashed one, the last rebased one, or the head
     */
    public record Merged(long number, String head, Set<String> with) {
        /** Copies the set. */
        public Merged {
            with = Set.copyOf(with);
        }
    }

    private final History history;
    private final String branch;
    private final boolean hostVouches;

    /**
     * A proof.
     *
     * @param history what the host tells of commits
     * @param branch the branch the change requests were merged into
     * @param hostVouches whether the commit a request was merged with is the host's own finding, and no person can name one
     */
    public MergeProof(History history, String branch, boolean hostVouches) {
        this.history = history;
        this.branch = branch;
        this.hostVouches = hostVouches;
    }

    /**
     * Whether a merged change request brought a commit.
     *
     * @param request the change request
     * @param commit the commit's full id
     * @return true if it is proved
     */
    public boolean holds(Merged request, String commit) {
        boolean forwarded = request.with().contains(request.head());
        if (hostVouches && !forwarded && request.with().contains(commit)) {
            return true;
        }
        return request.with().stream().anyMatch(with -> holds(request, with, commit));
    }

    private boolean holds(Merged request, String with, String commit) {
        if (with.equals(request.head())) {
            return (commit.equals(with) || isOwn(request, commit)) && history.contains(branch, with);
        }
        List<String> parents = history.parents(with);
        if (parents.size() > 1) {
            boolean brings = parents.subList(1, parents.size()).contains(request.head());
            return brings && (commit.equals(with) || commit.equals(request.head()) || isOwn(request, commit));
        }
        return parents.size() == 1 && (squashed(request, with, commit) || rebased(request, with, commit));
    }

    private boolean isOwn(Merged request, String commit) {
        return history.own(request.number()).stream().anyMatch(own -> own.id().equals(commit));
    }

    private boolean squashed(Merged request, String with, String commit) {
        Optional<String> whole = commit.equals(with) ? history.changeOf(request.number()) : Optional.empty();
        return whole.isPresent() && whole.equals(history.change(with));
    }

    /** A rebase leaves as many commits as the source branch has, each with the message and the change of its original, ending in the one the request was merged with. */
    private boolean rebased(Merged request, String with, String commit) {
        List<Commit> own = history.own(request.number());
        List<Commit> chain = own.isEmpty() ? List.of() : history.chain(with, own.size());
        if (chain.size() != own.size()
                || chain.stream().noneMatch(copy -> copy.id().equals(commit))) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (!chain.get(i).message().strip().equals(own.get(i).message().strip())) {
                return false;
            }
        }
        for (int i = 0; i < own.size(); i++) {
            Optional<String> original = history.change(own.get(i).id());
            if (original.isEmpty()
                    || !original.equals(history.change(chain.get(i).id()))) {
                return false;
            }
        }
        return true;
    }
}
