package dev.gitops.spi;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The change requests of one repository on its host. Requests are retried on overload and rate limits as the host asks; other errors are
 * {@link dev.gitops.api.GitOpsException}s that say what was tried, the status, the host's words and what to do.
 */
public interface Forge {

    /**
     * The open change request from one branch to another.
     *
     * @param sourceBranch the branch with the change
     * @param targetBranch the branch that gets it
     * @return it, where there is one
     */
    Optional<ChangeRequest> open(String sourceBranch, String targetBranch);

    /**
     * Opens a change request, or updates the open one of the same branches. An update dismisses approvals that were given before; where the host cannot do that, the open one is closed and another
     * opened. Where the open one already says the same, approvals of its present head stay: nothing changed since they were given.
     *
     * @param draft what it shall say
     * @return the change request, and what of the draft the host did not take
     */
    Requested request(Draft draft);

    /**
     * A change request by number.
     *
     * @param number its number
     * @return how it is now
     */
    Details details(long number);

    /**
     * Has a branch deleted, and comes back when the host has worked that off, or does not in time. Until then some hosts close what is opened of a new branch of the same name.
     *
     * @param branch the branch, which is there
     * @param deletion deletes it
     */
    default void deleting(String branch, Runnable deletion) {
        deletion.run();
    }

    /**
     * Closes a change request unmerged.
     *
     * @param number its number
     * @param comment why, for those who watch it
     */
    void close(long number, String comment);

    /**
     * Merges a change request, waiting out a host that has not made up its mind yet.
     *
     * @param number its number
     * @return how it is then; still open where it conflicts or the host's rules do not allow the merge, with the host's words as {@link Details#obstacle()}
     */
    Details merge(long number);

    /**
     * Writes a comment below a change request.
     *
     * @param number its number
     * @param text Markdown
     */
    void comment(long number, String text);

    /**
     * Keeps one comment below a change request: where the token's own user has written one that begins with the mark, that is changed in place, and left alone where it says the same already. Comments of
     * others count for nothing, whatever they begin with.
     *
     * @param number its number
     * @param mark how the comment begins; a line that the host does not show
     * @param text Markdown, within {@link #longestComment()}; begins with the mark
     */
    void keepComment(long number, String mark, String text);

    /** {@return how many characters a comment may have} */
    int longestComment();

    /** {@return whether comments may fold a part of them with HTML's {@code details}; where not, HTML is shown as it is written} */
    boolean foldsHtml();

    /**
     * Says of the newest commit of a change request what was found out about it.
     *
     * @param number the change request's number
     * @param commit the full id of the commit
     * @param status what was found
     */
    void status(long number, String commit, CommitStatus status);

    /**
     * The merged change requests that brought a commit to a branch: those whose merge, squash or last rebased commit it is, whose fast-forwarded head it is, or whose own commits, it among them, the
     * merge made part of the branch. The source commits of a squashed or rebased request did not come with it.
     *
     * @param commit the full id
     * @param branch the branch
     * @return the change requests; empty where the commit came by a push, or the host cannot prove otherwise
     */
    List<Details> mergedWith(String commit, String branch);

    /**
     * Everybody who had a hand in a change request, as far as the host tells: who opened it, who wrote, committed and pushed its commits; by the host's names, and by mail address where the host
     * knows no name for a commit's author.
     *
     * @param number its number
     * @return names and mail addresses as the host writes them; without those it does not know any more
     */
    Set<String> contributors(long number);

    /**
     * The approvals that somebody gave an earlier head of a change request, has not taken back, and that the host therefore no longer counts for its present head.
     *
     * @param number its number
     * @return who approved which head; empty where the host does not tell which head an approval was of
     */
    List<EarlierApproval> earlierApprovals(long number);

    /**
     * How the host protects a branch.
     *
     * @param branch the branch
     * @return the protection; empty where the token may not read it
     */
    Optional<Protection> protection(String branch);

    /** {@return how many characters the body of a change request may have} */
    int longestBody();

    /** {@return the name of the token's user, for {@code doctor}} */
    String whoAmI();

    /**
     * What a change request shall say.
     *
     * @param sourceBranch the branch with the change
     * @param targetBranch the branch that gets it
     * @param title one line
     * @param body Markdown, within {@link Forge#longestBody()}
     * @param reviewers users or teams who are asked
     * @param labels labels, made where the host has none of that name
     */
    record Draft(
            String sourceBranch,
            String targetBranch,
            String title,
            String body,
            List<String> reviewers,
            Set<String> labels) {

        /** Copies the lists. */
        public Draft {
            reviewers = List.copyOf(reviewers);
            labels = Set.copyOf(labels);
        }
    }

    /**
     * A change request that was opened or updated.
     *
     * @param changeRequest the change request
     * @param notices what a person should know, a sentence each: reviewers who could not be asked, labels the token may not set, an older change request that was closed for it
     */
    record Requested(ChangeRequest changeRequest, List<String> notices) {

        /** Copies the notices. */
        public Requested {
            notices = List.copyOf(notices);
        }
    }

    /**
     * An approval of a head that is no longer the newest.
     *
     * @param approval who approved, and what they wrote
     * @param head the full id of the commit that they approved
     */
    record EarlierApproval(Approval approval, String head) {}

    /** Whether a host would merge a change request now. */
    enum Mergeability {
        /** The host has not made up its mind, or the change request is no longer open. */
        UNKNOWN,
        /** It would. */
        READY,
        /** It stands in the host's merge queue or merge train and will be merged when its turn comes. */
        QUEUED,
        /** Its rules do not allow it yet: approvals or checks are missing. */
        BLOCKED,
        /** The branches conflict; only a new change helps. */
        CONFLICTING
    }

    /**
     * A change request, whole.
     *
     * @param request its URL, number and state
     * @param author who opened it, as the host names them; empty where that user is gone
     * @param sourceBranch the branch with the change
     * @param targetBranch the branch that gets it
     * @param head the full id of the source branch's commit
     * @param mergeCommit the full id of the commit it was merged with; empty where it is not merged
     * @param mergedBy who merged it; empty where it is not merged
     * @param mergedAt when; null where it is not merged
     * @param approvals who approved its present head for its present target branch, and may approve as far as the host tells (see {@code docs/hosts.md})
     * @param mergeability whether the host would merge it now, as far as it tells before a merge is tried
     * @param obstacle why it would not, in the host's words; empty where it says nothing
     */
    record Details(
            ChangeRequest request,
            Optional<String> author,
            String sourceBranch,
            String targetBranch,
            String head,
            Optional<String> mergeCommit,
            Optional<String> mergedBy,
            @Nullable Instant mergedAt,
            List<Approval> approvals,
            Mergeability mergeability,
            Optional<String> obstacle) {

        /** Copies the approvals. */
        public Details {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * How a branch is protected.
     *
     * @param protectedBranch whether pushes past change requests are refused to all but those who are exempt
     * @param requiredApprovals how many approvals a merge needs
     * @param codeOwners whether code owners must approve
     * @param exempt who may pass the protection, in words, as in {@code the user alice}; without the tool's own user, which needs it
     * @param unread what of it the host does not tell this token, in words
     */
    record Protection(
            boolean protectedBranch,
            int requiredApprovals,
            boolean codeOwners,
            List<String> exempt,
            List<String> unread) {

        /** No protection at all. */
        public static final Protection NONE = new Protection(false, 0, false);

        /** Copies the lists. */
        public Protection {
            exempt = List.copyOf(exempt);
            unread = List.copyOf(unread);
        }

        /**
         * A protection that exempts nobody.
         *
         * @param protectedBranch whether pushes past change requests are refused
         * @param requiredApprovals how many approvals a merge needs
         * @param codeOwners whether code owners must approve
         */
        public Protection(boolean protectedBranch, int requiredApprovals, boolean codeOwners) {
            this(protectedBranch, requiredApprovals, codeOwners, List.of(), List.of());
        }

        /** {@return whether it is known that nobody but the tool's own user can push past change requests} */
        public boolean againstEverybody() {
            return protectedBranch && exempt.isEmpty() && unread.isEmpty();
        }
    }
}
