package dev.gitops.git;

import dev.gitops.api.Progress;
import dev.gitops.git.Pushing.Verdict;
import dev.gitops.repository.BranchName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A repository that keeps texts as signed tags, with a login of its own: {@code GITOPS_ANCHOR_USER}, {@code GITOPS_ANCHOR_PASSWORD}, {@code GITOPS_ANCHOR_SSH_KEY}. Nothing of it stays on this
 * machine.
 */
public final class TagRepository {

    private final RemoteUrl url;
    private final Map<String, String> environment;

    private TagRepository(RemoteUrl url, Map<String, String> environment) {
        this.url = url;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Opens a repository. Nothing is connected until something is asked for.
     *
     * @param url its address, or a path, which counts from the working folder
     * @param environment the variables with the login
     * @return the repository
     * @throws dev.gitops.api.InvalidInputException if it is no address
     */
    public static TagRepository open(String url, Map<String, String> environment) {
        boolean path = !url.isEmpty() && url.indexOf(':') < 0 && !url.startsWith("-");
        return new TagRepository(
                RemoteUrl.parse(path ? Path.of(url).toAbsolutePath().normalize().toString() : url), environment);
    }

    /** {@return the address, without credentials} */
    public String url() {
        return url.toString();
    }

    /**
     * Pushes a tag. One that is there is never moved.
     *
     * @param tag the tag
     * @return the message of the tag that is there already, without its signature; empty where the tag was pushed
     * @throws GitException if the host cannot be reached or does not take it
     */
    public Optional<String> push(SignedTag tag) {
        String ref = ref(tag.name());
        return inScratch((remote, scratch) -> {
            try (Pushing connection = remote.push(scratch)) {
                @Nullable ObjectId there = connection.tip(ref);
                if (there != null) {
                    return Optional.of(message(remote, scratch, there));
                }
                Made made = make(scratch, tag);
                Verdict verdict = connection.push(ref, null, made.tag(), Set.of(made.tree()));
                if (!verdict.isPushed()) {
                    throw new GitException.AuthenticationFailed(
                            url + " does not take the tag " + tag.name() + ": " + verdict.text()
                                    + "; check the right to push tags",
                            null);
                }
                return Optional.empty();
            }
        });
    }

    /**
     * The message of the tag with the highest number in a folder of tags.
     *
     * @param folder as in {@code audit/store}
     * @return the message without its signature; empty where there is none
     * @throws GitException if the host cannot be reached
     */
    public Optional<String> newest(String folder) {
        String prefix = ref(folder) + "/";
        Pattern numbered = Pattern.compile(Pattern.quote(prefix) + "\\d{1,18}");
        return inScratch((remote, scratch) -> {
            Optional<Map.Entry<String, ObjectId>> newest = remote.refs(scratch, prefix).entrySet().stream()
                    .filter(ref -> numbered.matcher(ref.getKey()).matches())
                    .max(Comparator.comparingLong(
                            ref -> Long.parseLong(ref.getKey().substring(prefix.length()))));
            return newest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(message(remote, scratch, newest.get().getValue()));
        });
    }

    private static String ref(String name) {
        BranchName.problem(name).ifPresent(why -> {
            throw GitNames.refused("tag", name, why, null);
        });
        return Constants.R_TAGS + name;
    }

    private static String message(Remote remote, CacheRepository scratch, ObjectId id) throws Exception {
        if (!scratch.getObjectDatabase().has(id)) {
            remote.fetch(scratch, List.of(id), 1);
        }
        try (RevWalk walk = new RevWalk(scratch)) {
            String message = walk.parseAny(id) instanceof RevTag tag ? tag.getFullMessage() : "";
            int signature = message.indexOf("-----BEGIN ");
            return signature < 0 ? message : message.substring(0, signature);
        }
    }

    private record Made(ObjectId tag, ObjectId tree) {}

    private static Made make(CacheRepository scratch, SignedTag wanted) throws Exception {
        PersonIdent person = Messages.person(wanted.tagger(), wanted.when());
        try (ObjectInserter inserter = scratch.newObjectInserter()) {
            TreeFormatter files = new TreeFormatter();
            for (Map.Entry<String, String> file : new TreeMap<>(wanted.files()).entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                files.append(file.getKey(), FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, content));
            }
            ObjectId tree = inserter.insert(files);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(Messages.oneLine(wanted.subject()) + "\n");
            String unsigned = "object " + inserter.insert(commit).name() + "\ntype commit\ntag " + wanted.name()
                    + "\ntagger " + person.toExternalString() + "\n\n" + wanted.message();
            String signed = unsigned + wanted.signature().apply(unsigned.getBytes(StandardCharsets.UTF_8));
            ObjectId tag = inserter.insert(Constants.OBJ_TAG, signed.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return new Made(tag, tree);
        }
    }

    private interface Work<T> {
        T with(Remote remote, CacheRepository scratch) throws Exception;
    }

    private <T> T inScratch(Work<T> work) {
        return Failures.translated(url, () -> {
            Path folder = Files.createTempDirectory("gitops-anchor");
            RepositoryOptions options = RepositoryOptions.builder()
                    .url(url.toString())
                    .cacheFolder(folder)
                    .environment(environment)
                    .build();
            Remote remote = new Remote(url, options, LoginRules.anchors(url, environment), "blob:none");
            try (CacheRepository scratch = new Cache(folder, url, "", Progress.SILENT).open()) {
                return work.with(remote, scratch);
            } finally {
                remote.close();
                Cache.delete(folder);
            }
        });
    }
}
