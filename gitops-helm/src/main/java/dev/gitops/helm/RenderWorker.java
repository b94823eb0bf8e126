package dev.gitops.helm;

import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.HelmLib;
import dev.gitops.helm.RenderAnswer.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * The process that renders charts: a template runs in Helm's native code, which nothing but the end of its process stops. It takes requests on standard input and ends when that ends, so that it
 * never outlives who started it, whatever its template does.
 */
final class RenderWorker {

    private RenderWorker() {}

    /**
     * Renders until standard input ends.
     *
     * @param arguments the folder that is this process' home, and the file that Helm's library is kept in, if it is
     * @throws Exception where nobody listens any more
     */
    public static void main(String[] arguments) throws Exception {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        BlockingQueue<RenderRequest> requests = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(requests, Path.of(arguments[0])), "requests");
        reader.setDaemon(true);
        reader.start();
        HelmLib helm;
        try {
            helm = (arguments.length > 1 ? KeptLibrary.load(Path.of(arguments[1])) : Optional.<HelmLib>empty())
                    .orElseGet(HelmLibrary::get);
            unlink(Path.of(arguments[0]));
        } catch (RuntimeException | LinkageError unavailable) {
            new RenderAnswer(Kind.UNAVAILABLE, String.valueOf(unavailable.getMessage())).write(out);
            return;
        }
        new RenderAnswer(Kind.READY, "").write(out);
        while (true) {
            answer(helm, requests.take()).write(out);
        }
    }

    /** Where nobody is left to clean up, this process does: values are not everybody's. */
    private static void read(BlockingQueue<RenderRequest> requests, Path home) {
        Path workspace = home;
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
            while (true) {
                RenderRequest request = RenderRequest.read(in);
                workspace = request.chart().getParent();
                requests.add(request);
            }
        } catch (IOException over) {
            Workspace.delete(workspace == null ? home : workspace);
            Workspace.delete(home);
            Runtime.getRuntime().halt(0);
        }
    }

    /** The library is in memory by now; its hundred megabytes need not stay in the folder, where the end of the process would leave them. */
    private static void unlink(Path home) {
        try (Stream<Path> all = Files.walk(home)) {
            List<Path> files = all.filter(path -> path.getFileName().toString().endsWith(".so"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException busy) {
            // Whoever started this process removes the folder later.
        }
    }

    private static RenderAnswer answer(HelmLib helm, RenderRequest request) {
        TemplateCommand command = new TemplateCommand(helm, request.chart())
                .withName(request.release())
                .withNamespace(request.namespace())
                .withKubeVersion(request.kubeVersion());
        for (Path file : request.values()) {
            command = command.withValuesFile(file);
        }
        try {
            String text = command.call();
            long length =
                    text.length() > request.longest() ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
            return length > request.longest()
                    ? new RenderAnswer(Kind.TOO_LONG, Long.toString(length))
                    : new RenderAnswer(Kind.RENDERED, text);
        } catch (IllegalStateException refused) {
            return new RenderAnswer(Kind.FAILED, String.valueOf(refused.getMessage()));
        }
    }
}
