package dev.gitops.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lock files that keep a ref of a local repository where it is. Git makes and removes them within a moment; one that stays was left by a process that was killed. */
final class LocalLocks {

    private static final List<String> WHOLE = List.of("packed-refs.lock", "HEAD.lock", "reftable/tables.list.lock");
    private static final Duration YOUNG = Duration.ofSeconds(10);
    private static final Path PROCESSES = Path.of("/proc");

    private final Path gitDirectory;

    LocalLocks(Path gitDirectory) {
        this.gitDirectory = gitDirectory;
    }

    /** A lock that has stood too long for a push that is on its way, where nobody is seen at work. */
    Optional<String> left(String ref) {
        return find(ref)
                .filter(lock -> age(lock).compareTo(YOUNG) > 0
                        && workers(lock).filter(List::isEmpty).isPresent())
                .map(lock -> explained(ref, lock));
    }

    /** What stands in the way, however old it is. */
    Optional<String> standing(String ref) {
        return find(ref).map(lock -> explained(ref, lock));
    }

    private Optional<Path> find(String ref) {
        return Stream.concat(Stream.of(ref + ".lock"), WHOLE.stream())
                .map(gitDirectory::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private String explained(String ref, Path lock) {
        String found =
                "the lock " + lock + " keeps " + ref + " where it is, and has been there for " + words(age(lock));
        Optional<List<String>> workers = workers(lock);
        String removal = "make sure that no Git is at work there, on another machine neither, then remove it: rm '"
                + lock + "', and try again";
        if (workers.isEmpty()) {
            return found + "; whether anybody holds it cannot be seen on this system: " + removal;
        }
        return workers.get().isEmpty()
                ? found
                        + ", and no process that can be seen here works in that repository: a Git that was killed left it; "
                        + removal
                : found + ", and " + String.join(", ", workers.get())
                        + (workers.get().size() == 1 ? " works" : " work")
                        + " in that repository: wait until that is done, then try again";
    }

    private Duration age(Path lock) {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(lock).toInstant(), Instant.now());
            return age.isNegative() ? Duration.ZERO : age;
        } catch (IOException gone) {
            return Duration.ZERO;
        }
    }

    private static String words(Duration age) {
        if (age.toMinutes() < 2) {
            return age.toSeconds() + " s";
        }
        return age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    /** The other processes that have the repository as their folder or the lock open; empty where the system does not show them. */
    private Optional<List<String>> workers(Path lock) {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return Optional.empty();
        }
        long self = ProcessHandle.current().pid();
        try (Stream<Path> all = Files.list(PROCESSES)) {
            return Optional.of(all.filter(
                            process -> process.getFileName().toString().matches("[0-9]{1,10}"))
                    .filter(process -> Long.parseLong(process.getFileName().toString()) != self)
                    .filter(process -> worksHere(process, lock))
                    .map(LocalLocks::name)
                    .collect(Collectors.toList()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private boolean worksHere(Path process, Path lock) {
        List<Path> links = new ArrayList<>(List.of(process.resolve("cwd")));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            open.forEach(links::add);
        } catch (IOException notOurs) {
            // Only processes of the same user show what they have open.
        }
        return links.stream().anyMatch(link -> {
            try {
                Path target = Files.readSymbolicLink(link);
                return target.equals(lock) || link.endsWith("cwd") && target.startsWith(gitDirectory);
            } catch (IOException gone) {
                return false;
            }
        });
    }

    private static String name(Path process) {
        String name = "a program";
        try {
            name = Messages.oneLine(Files.readString(process.resolve("comm")));
        } catch (IOException gone) {
            // It has just ended.
        }
        return "process " + process.getFileName() + " (" + name + ")";
    }
}
