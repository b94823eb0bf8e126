package dev.gitops.helm;

import dev.gitops.api.Settings;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the process that renders charts is started: without the environment of this one, with a home of its own, with a kubeconfig and proxies that lead to a port where nobody can listen, and, where
 * the kernel lets it, in a network of its own that has no way out.
 */
final class WorkerStart {

    private static final String NOWHERE = "http://127.0.0.1:0";
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: none
            clusters: [{name: none, cluster: {server: "%s"}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            users: [{name: none, user: {}}]
            """.formatted(NOWHERE);

    private WorkerStart() {}

    /** Starts it. */
    static Process start(Path home, boolean withoutNetwork) throws IOException {
        List<String> command = new ArrayList<>();
        if (withoutNetwork) {
            command.addAll(List.of("/usr/bin/unshare", "--map-root-user", "--net", "--"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String archive = System.getProperty("gitops.archive", "");
        if (!archive.isEmpty()) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of(
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xms16m",
                "-Xmx512m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Djna.encoding=UTF-8",
                "-Djava.io.tmpdir=" + home,
                "-Djna.tmpdir=" + home,
                "-Duser.home=" + home,
                "-cp",
                classPath(),
                RenderWorker.class.getName(),
                home.toString()));
        Path kept = Settings.fromEnvironment().cacheFolder().resolve("helm");
        KeptLibrary.in(kept, HelmLibrary.here()).ifPresent(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put(
                "KUBECONFIG",
                Files.writeString(home.resolve("kubeconfig"), KUBECONFIG).toString());
        for (String proxy : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
            environment.put(proxy, NOWHERE);
        }
        return builder.start();
    }

    /** Whether a network of its own may be tried at all. */
    static boolean knowsNetworks() {
        return Files.isExecutable(Path.of("/usr/bin/unshare"));
    }

    /** Where the few classes that the process needs come from; in the command's one jar that is this jar alone. */
    private static String classPath() {
        List<Class<?>> needed = List.of(
                RenderWorker.class,
                dev.gitops.api.GitOpsException.class,
                com.marcnuri.helm.TemplateCommand.class,
                com.marcnuri.helm.jni.HelmLib.class,
                com.sun.jna.Native.class,
                HelmLibrary.here().getClass());
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : needed) {
            places.add(place(type));
        }
        return places.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            if (source != null && source.getLocation() != null) {
                return Path.of(source.getLocation().toURI()).toString();
            }
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException nested) {
            // told below
        }
        throw new HelmLibrary.UnavailableException(
                "charts are rendered by a process of its own, and where it would find " + type.getName()
                        + " cannot be told; put the jars on the class path as files, not within another jar",
                null);
    }
}
