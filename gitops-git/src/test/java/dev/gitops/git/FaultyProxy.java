package dev.gitops.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before a real host that spoils one request of those to come. Each request is a connection of its own. */
final class FaultyProxy implements AutoCloseable {

    /** What becomes of a request. */
    enum Fault {
        /** Half of the answer comes. */
        TRUNCATED,
        /** The host does it all, and its answer is lost. */
        LOST,
        /** The answer comes in drops. */
        SLOW,
        /** The host does it all, and nothing more comes. */
        HANGING,
        /** The connection is reset before the host hears of it. */
        RESET,
        S401,
        S500,
        S503,
        S429
    }

    private final ServerSocket server;
    private final String host;
    private final int port;
    private final AtomicInteger untilFault = new AtomicInteger(-1);
    private volatile Fault fault = Fault.SLOW;
    private volatile String spoiltRequest = "";
    private volatile boolean over;

    private FaultyProxy(String backend) throws IOException {
        URI uri = URI.create(backend);
        host = uri.getHost();
        port = uri.getPort();
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    static FaultyProxy before(String backend) throws IOException {
        return new FaultyProxy(backend);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Spoils one request, after some that pass. */
    void spoil(Fault how, int after) {
        fault = how;
        spoiltRequest = "";
        untilFault.set(after);
    }

    /** The first line of the request that was spoiled; empty where none was. */
    String spoiltRequest() {
        return spoiltRequest;
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "faulty proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!over) {
            try {
                Socket client = server.accept();
                background(() -> serve(client));
            } catch (IOException closed) {
                over = true;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket backend = new Socket(host, port)) {
            byte[] head = head(client.getInputStream());
            if (head.length == 0) {
                return;
            }
            boolean spoiled = untilFault.getAndUpdate(left -> Math.max(-1, left - 1)) == 0;
            if (spoiled) {
                spoiltRequest = new String(head, ISO_8859_1).lines().findFirst().orElse("");
            }
            if (spoiled && fault.name().startsWith("S4")
                    || spoiled && fault.name().startsWith("S5")) {
                answer(client, Integer.parseInt(fault.name().substring(1)));
                return;
            }
            if (spoiled && fault == Fault.RESET) {
                client.setSoLinger(true, 0);
                return;
            }
            backend.getOutputStream().write(closing(head));
            background(() -> pump(client, backend));
            if (!spoiled) {
                backend.getInputStream().transferTo(client.getOutputStream());
                return;
            }
            byte[] answer = backend.getInputStream().readAllBytes();
            OutputStream out = client.getOutputStream();
            switch (fault) {
                case TRUNCATED -> out.write(answer, 0, answer.length / 2);
                case HANGING -> Thread.sleep(20_000);
                case SLOW -> {
                    for (int at = 0; at < answer.length; at += 200) {
                        out.write(answer, at, Math.min(200, answer.length - at));
                        out.flush();
                        Thread.sleep(20);
                    }
                }
                default -> {
                    // lost
                }
            }
        } catch (IOException | InterruptedException gone) {
            // One of the two has had enough.
        }
    }

    private static void pump(Socket client, Socket backend) {
        try {
            client.getInputStream().transferTo(backend.getOutputStream());
        } catch (IOException gone) {
            // The answer has been given.
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] end = "\r\n\r\n".getBytes(ISO_8859_1);
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            byte[] all = c == '\n' ? head.toByteArray() : new byte[0];
            if (all.length >= 4 && Arrays.equals(Arrays.copyOfRange(all, all.length - 4, all.length), end)) {
                return all;
            }
        }
        return new byte[0];
    }

    private static byte[] closing(byte[] head) {
        StringBuilder lines = new StringBuilder();
        for (String line : new String(head, ISO_8859_1).split("\r\n")) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
                lines.append(line).append("\r\n");
            }
        }
        return lines.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    private static void answer(Socket client, int status) throws IOException {
        String more = status == 429 || status == 503
                ? "Retry-After: 1\r\n"
                : status == 401 ? "WWW-Authenticate: Basic realm=\"x\"\r\n" : "";
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + " Spoiled\r\n" + more + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        over = true;
        server.close();
    }
}
