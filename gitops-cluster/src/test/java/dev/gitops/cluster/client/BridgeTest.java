package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ways to a server that Java's HTTP client cannot go by itself. */
class BridgeTest {

    /** Does something with the first connection, and gives what came of it. */
    private interface Service {
        String serve(Socket client) throws IOException;
    }

    private static CompletableFuture<String> serve(ServerSocket door, Service service) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = door.accept()) {
                return service.serve(client);
            } catch (IOException failed) {
                return "failed: " + failed;
            }
        });
    }

    private static ServerSocket door() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next > 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String through(Bridge bridge, String target) throws IOException {
        try (Socket socket =
                new Socket(bridge.address().getAddress(), bridge.address().getPort())) {
            socket.setSoTimeout(5_000);
            say(socket, "CONNECT " + target + " HTTP/1.1\r\n\r\n");
            String status = line(socket);
            line(socket);
            if (status.contains("200")) {
                say(socket, "ping\n");
                return line(socket);
            }
            return status;
        }
    }

    @Test
    void leadToTheAddressWhateverNameTheClientAsksFor() throws Exception {
        try (ServerSocket server = door();
                Bridge bridge = Bridge.to("127.0.0.1", server.getLocalPort(), null)) {
            CompletableFuture<String> heard = serve(server, client -> {
                String text = line(client);
                say(client, "pong\n");
                return text;
            });

            assertThat(through(bridge, "name.of.the.certificate:443")).isEqualTo("pong");
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("ping");
        }
    }

    @Test
    void logInAtAnHttpProxy() throws Exception {
        try (ServerSocket proxy = door();
                Bridge bridge = Bridge.to(
                        "k.example.com", 6443, URI.create("http://user:word@127.0.0.1:" + proxy.getLocalPort()))) {
            CompletableFuture<String> heard = serve(proxy, client -> {
                String request = line(client) + "|" + line(client) + "|" + line(client);
                line(client);
                say(client, "HTTP/1.1 200 OK\r\n\r\n");
                line(client);
                say(client, "pong\n");
                return request;
            });

            assertThat(through(bridge, "k.example.com:6443")).isEqualTo("pong");
            assertThat(heard.get(5, TimeUnit.SECONDS))
                    .isEqualTo(
                            "CONNECT k.example.com:6443 HTTP/1.1|Host: k.example.com:6443|Proxy-Authorization: Basic dXNlcjp3b3Jk");
        }
    }

    @Test
    void tellWhatTheProxyRefuses() throws Exception {
        try (ServerSocket proxy = door();
                Bridge bridge =
                        Bridge.to("k.example.com", 6443, URI.create("http://127.0.0.1:" + proxy.getLocalPort()))) {
            serve(proxy, client -> {
                line(client);
                say(client, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                return "";
            });

            assertThat(through(bridge, "k.example.com:6443")).contains("502", "407 Proxy Authentication Required");
        }
    }

    @Test
    void speakSocksWithALogin() throws Exception {
        try (ServerSocket proxy = door();
                Bridge bridge = Bridge.to(
                        "k.example.com", 6443, URI.create("socks5://user:word@127.0.0.1:" + proxy.getLocalPort()))) {
            CompletableFuture<String> heard = serve(proxy, client -> {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.readNBytes(4);
                client.getOutputStream().write(new byte[] {5, 2});
                in.readByte();
                String user = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
                String word = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
                client.getOutputStream().write(new byte[] {1, 0});
                in.readNBytes(4);
                String host = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
                int port = in.readUnsignedShort();
                client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                line(client);
                say(client, "pong\n");
                return user + " " + word + " " + host + " " + port;
            });

            assertThat(through(bridge, "k.example.com:6443")).isEqualTo("pong");
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("user word k.example.com 6443");
        }
    }
}
