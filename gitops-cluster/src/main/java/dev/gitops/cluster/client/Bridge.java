package dev.gitops.cluster.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A door on this machine that leads to one server and nowhere else, for ways that Java's HTTP client cannot go by itself: through a proxy that wants a login or speaks SOCKS, or under another
 * name than the server's address ({@code tls-server-name}). To the client it is an HTTP proxy; TLS is spoken from end to end through it.
 */
final class Bridge implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final @Nullable URI proxy;

    private Bridge(ServerSocket door, String host, int port, @Nullable URI proxy) {
        this.door = door;
        this.host = host;
        this.port = port;
        this.proxy = proxy;
    }

    /**
     * Opens a door.
     *
     * @param proxy the proxy on the way; null where there is none
     */
    static Bridge to(String host, int port, @Nullable URI proxy) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Bridge bridge = new Bridge(door, host, port, proxy);
        start(bridge::welcome);
        return bridge;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getLocalPort());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gitops-bridge");
        thread.setDaemon(true);
        thread.start();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String asked = line(client.getInputStream());
            for (String header = asked; !header.isEmpty(); ) {
                header = line(client.getInputStream());
            }
            if (!asked.startsWith("CONNECT ")) {
                answer(client, "405 Only CONNECT");
                return;
            }
            try (Socket server = connect()) {
                answer(client, "200 Connected");
                start(() -> pump(client, server));
                pump(server, client);
            } catch (IOException refused) {
                answer(client, "502 " + String.valueOf(refused.getMessage()).replaceAll("[\\r\\n]", " "));
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private Socket connect() throws IOException {
        URI way = proxy;
        if (way == null) {
            return dial(host, port);
        }
        String scheme = way.getScheme();
        int usual = scheme.startsWith("socks") ? 1080 : scheme.equals("https") ? 443 : 80;
        Socket socket = dial(way.getHost(), way.getPort() < 0 ? usual : way.getPort());
        try {
            if (scheme.startsWith("socks")) {
                socks(socket, way.getUserInfo());
                return socket;
            }
            Socket secure = scheme.equals("https") ? tls(socket, way) : socket;
            tunnel(secure, way.getUserInfo());
            return secure;
        } catch (IOException refused) {
            socket.close();
            throw new IOException("the proxy " + way.getHost() + ": " + refused.getMessage(), refused);
        }
    }

    private static Socket dial(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return socket;
    }

    private static Socket tls(Socket socket, URI way) throws IOException {
        SSLSocket secure = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(socket, way.getHost(), way.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private void tunnel(Socket socket, @Nullable String login) throws IOException {
        String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
        if (login != null) {
            request += "Proxy-Authorization: Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        }
        socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        String status = line(socket.getInputStream());
        while (!line(socket.getInputStream()).isEmpty()) {
            continue;
        }
        if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
            throw new IOException("refuses the way to " + target + ": " + status);
        }
    }

    /** RFC 1928 and 1929; the proxy resolves the name. */
    private void socks(Socket socket, @Nullable String login) throws IOException {
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.write(login == null ? new byte[] {5, 1, 0} : new byte[] {5, 2, 0, 2});
        in.readByte();
        int method = in.readUnsignedByte();
        if (method == 2 && login != null) {
            byte[] user = login.replaceFirst(":.*", "").getBytes(StandardCharsets.UTF_8);
            byte[] password = login.replaceFirst("^[^:]*:?", "").getBytes(StandardCharsets.UTF_8);
            out.write(new byte[] {1, (byte) user.length});
            out.write(user);
            out.write(password.length);
            out.write(password);
            in.readByte();
            if (in.readByte() != 0) {
                throw new IOException("does not take the login");
            }
        } else if (method != 0) {
            throw new IOException("wants a login");
        }
        byte[] name = host.getBytes(StandardCharsets.ISO_8859_1);
        out.write(new byte[] {5, 1, 0, 3, (byte) name.length});
        out.write(name);
        out.write(new byte[] {(byte) (port >> 8), (byte) port});
        in.readByte();
        int status = in.readUnsignedByte();
        if (status != 0) {
            throw new IOException("cannot reach " + host + ":" + port + " (SOCKS status " + status + ")");
        }
        in.readByte();
        int kind = in.readUnsignedByte();
        in.skipBytes((kind == 1 ? 4 : kind == 4 ? 16 : in.readUnsignedByte()) + 2);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > 8_192) {
                throw new IOException("ends in the middle of an answer");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception closedAnyway) {
            return;
        }
    }

    @Override
    public void close() {
        close(door);
    }
}
