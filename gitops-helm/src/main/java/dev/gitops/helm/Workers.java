package dev.gitops.helm;

import dev.gitops.helm.RenderAnswer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The processes that render charts: started when they are wanted, kept warm for the next rendering, ended when one takes too much and at the latest with this process. */
final class Workers {

    private static final Workers SHARED = new Workers();
    private static final int MOST = 4;
    private static final int LARGEST_KEPT = 512;

    private final Semaphore places =
            new Semaphore(Math.min(MOST, Runtime.getRuntime().availableProcessors()), true);
    private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean networks = WorkerStart.knowsNetworks();

    private Workers() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "ends the rendering of charts"));
    }

    static Workers shared() {
        return SHARED;
    }

    /** Renders. The answer is {@link Kind#RENDERED}, {@link Kind#FAILED} or {@link Kind#TOO_LONG}; what took too much otherwise is thrown. */
    RenderAnswer render(RenderRequest request, RenderLimits limits) throws StoppedException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("was interrupted");
        }
        try {
            WorkerProcess warm = warm();
            Optional<RenderAnswer> answer = warm == null ? Optional.empty() : ask(warm, request, limits, true);
            return answer.isPresent()
                    ? answer.get()
                    : ask(begin(), request, limits, false).orElseThrow();
        } finally {
            places.release();
        }
    }

    private @Nullable WorkerProcess warm() {
        for (WorkerProcess worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
            if (worker.isAlive()) {
                return worker;
            }
            forget(worker);
        }
        return null;
    }

    /** Asks a process; the answer is empty where it was kept warm and has ended meanwhile, so that another may be tried. */
    private Optional<RenderAnswer> ask(WorkerProcess worker, RenderRequest request, RenderLimits limits, boolean warm)
            throws StoppedException {
        boolean good = false;
        RenderWatch watch = new RenderWatch(worker, limits, Thread.currentThread());
        try (watch) {
            worker.ask(request);
            RenderAnswer answer = worker.hear();
            good = true;
            return Optional.of(answer);
        } catch (IOException over) {
            Optional<String> reason = watch.reason();
            if (reason.isEmpty() && warm) {
                return Optional.empty();
            }
            throw new StoppedException(reason.orElseGet(worker::end));
        } finally {
            if (good && worker.isAlive() && worker.megabytes() <= LARGEST_KEPT) {
                idle.addFirst(worker);
            } else {
                forget(worker);
            }
        }
    }

    /** Starts a process, and waits until it has loaded Helm. */
    private WorkerProcess begin() {
        boolean apart = networks;
        WorkerProcess worker = start(apart);
        try {
            RenderAnswer greeting = worker.hear();
            if (greeting.kind() == Kind.READY) {
                return worker;
            }
            forget(worker);
            throw new HelmLibrary.UnavailableException(greeting.text(), null);
        } catch (IOException ended) {
            String end = worker.end();
            forget(worker);
            if (apart) {
                networks = false; // the kernel, or whoever runs the container, does not allow it
                return begin();
            }
            throw new HelmLibrary.UnavailableException(
                    "the process that renders charts could not be started: " + end, ended);
        }
    }

    private WorkerProcess start(boolean apart) {
        try {
            Path home = Files.createTempDirectory(
                    "gitops-helm-" + ProcessHandle.current().pid() + "-");
            WorkerProcess worker = new WorkerProcess(WorkerStart.start(home, apart), home);
            all.add(worker);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("the process that renders charts could not be started", e);
        }
    }

    private void forget(WorkerProcess worker) {
        all.remove(worker);
        worker.close();
    }

    private void end() {
        all.forEach(WorkerProcess::close);
        Workspace.deleteAll();
    }

    /** A rendering was stopped, or its process ended. The message completes "rendering". */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1;

        StoppedException(String message) {
            super(message);
        }
    }
}
