package dev.gitops.helm;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A process that renders a hundred times on four threads, again and again, and tells its resident memory in kilobytes after each hundred. */
public final class RenderMany {

    private static final int RENDERINGS = 100;

    private RenderMany() {}

    /**
     * Renders.
     *
     * @param args how many hundreds; how many native bytes are lost on purpose at each rendering
     */
    public static void main(String[] args) throws Exception {
        int lost = Integer.parseInt(args[1]);
        List<ByteBuffer> kept = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        PrintStream out = System.out;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int hundred = 0; hundred < Integer.parseInt(args[0]); hundred++) {
            List<Future<String>> renderings = new ArrayList<>();
            for (int index = 0; index < RENDERINGS; index++) {
                renderings.add(threads.submit(RenderMany::render));
            }
            for (Future<String> rendering : renderings) {
                texts.add(rendering.get());
                kept.add(touched(lost));
            }
            out.println(residentKilobytes());
        }
        threads.shutdown();
        out.println("texts " + texts.size());
        out.println("folders " + foldersLeft());
    }

    private static String render() {
        return Fixtures.manifests(Fixtures.SHOP)
                .render(FolderTree.of("charts/shop"), Fixtures.shop("production"))
                .yaml();
    }

    private static ByteBuffer touched(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        for (int at = 0; at < bytes; at += 1024) {
            buffer.put(at, (byte) 1);
        }
        return buffer;
    }

    /** Of this process and of those that it started to render. */
    private static long residentKilobytes() throws Exception {
        System.gc();
        long all = 0;
        for (ProcessHandle process : Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .toList()) {
            all += Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return all;
    }

    private static long foldersLeft() throws Exception {
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return left.filter(folder -> folder.getFileName()
                            .toString()
                            .startsWith(
                                    "gitops-chart-" + ProcessHandle.current().pid() + "-"))
                    .count();
        }
    }
}
