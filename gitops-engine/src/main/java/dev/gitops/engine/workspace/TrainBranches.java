package dev.gitops.engine.workspace;

import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.change.Trailers;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.CommitInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which applications the trains of a config repository carry that wait for their merge, as their commits say. */
public final class TrainBranches {

    private TrainBranches() {}

    /**
     * A train that carries an application.
     *
     * @param name its branch
     * @param head the branch's commit
     */
    public record Branch(String name, String head) {}

    /** The trains by what they carry; of several that carry the same, the first by name. */
    public static Map<AppEnvironment, Branch> of(ConfigRepository repository, Map<String, String> branches) {
        Map<AppEnvironment, Branch> carried = new LinkedHashMap<>();
        branches.forEach((name, head) -> {
            if (name.startsWith(ChangeBranch.TRAINS)) {
                for (CommitInfo part : parts(repository, head)) {
                    pair(part).ifPresent(pair -> carried.putIfAbsent(pair, new Branch(name, head)));
                }
            }
        });
        return carried;
    }

    /** A reviewer's commit on top of the train's, or a merge of the target into it, carries no less: the newest commit with applications tells. */
    private static List<CommitInfo> parts(ConfigRepository repository, String head) {
        try {
            return repository.at(head).history(List.of(), 10).stream()
                    .map(Trailers::parts)
                    .filter(parts -> !parts.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException gone) {
            return List.of();
        }
    }

    private static Optional<AppEnvironment> pair(CommitInfo part) {
        try {
            return part.trailer(Trailers.APP)
                    .flatMap(app -> part.trailer(Trailers.ENVIRONMENT)
                            .map(environment -> new AppEnvironment(app, EnvironmentName.of(environment))));
        } catch (InvalidInputException noName) {
            return Optional.empty();
        }
    }
}
