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
     * Opens a change request, or updates the open one of the same branches; updating dismisses approvals that were given before, and where the host cannot do that closes it and opens another.
     *
     * @param draft what it shall say
     * @return the change request
     */
    ChangeRequest request(Draft draft);

    /**
     * A change request by number.
     *
     * @param number its number
     * @return how it is now
     */
    Details details(long number);

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
     * @return how it is then; still open where the host's rules do not allow the merge
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
     * The merged change requests that brought a commit to a branch.
     *
     * @param commit the full id
     * @param branch the branch
     * @return the change requests; empty where the commit came by a push
     */
    List<Details> mergedWith(String commit, String branch);

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
     * A change request, whole.
     *
     * @param request its URL, number and state
     * @param author who opened it, as the host names them
     * @param sourceBranch the branch with the change
     * @param targetBranch the branch that gets it
     * @param head the full id of the source branch's commit
     * @param mergeCommit the full id of the commit it was merged with; empty where it is not merged
     * @param mergedBy who merged it; empty where it is not merged
     * @param mergedAt when; null where it is not merged
     * @param approvals who approved its present head
     * @param mergeable whether the host would merge it now; empty where it has not made up its mind
     */
    record Details(
            ChangeRequest request,
            String author,
            String sourceBranch,
            String targetBranch,
            String head,
            Optional<String> mergeCommit,
            Optional<String> mergedBy,
            @Nullable Instant mergedAt,
            List<Approval> approvals,
            Optional<Boolean> mergeable) {

        /** Copies the approvals. */
        public Details {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * How a branch is protected.
     *
     * @param protectedBranch whether pushes past change requests are refused
     * @param requiredApprovals how many approvals a merge needs
     * @param codeOwners whether code owners must approve
     */
    record Protection(boolean protectedBranch, int requiredApprovals, boolean codeOwners) {}
}
