package dev.gitops.git;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/** Talks to an ssh agent over the socket that {@code SSH_AUTH_SOCK} names, with the JDK's own sockets. */
final class SshAgent implements ConnectorFactory {

    private final String socket;

    SshAgent(String socket) {
        this.socket = socket;
    }

    @Override
    public Connector create(@Nullable String identityAgent, @Nullable File home) {
        return new Connection(socket);
    }

    @Override
    public boolean isSupported() {
        return !socket.isEmpty() && Files.exists(Path.of(socket));
    }

    @Override
    public String getName() {
        return "gitops";
    }

    @Override
    public Collection<ConnectorDescriptor> getSupportedConnectors() {
        return List.of(getDefaultConnector());
    }

    @Override
    public ConnectorDescriptor getDefaultConnector() {
        return new ConnectorDescriptor() {
            @Override
            public String getIdentityAgent() {
                return "SSH_AUTH_SOCK";
            }

            @Override
            public String getDisplayName() {
                return "ssh agent";
            }
        };
    }

    /** One conversation: a length, a command, what it needs; and the same back. */
    private static final class Connection extends AbstractConnector {

        private final String socket;
        private @Nullable SocketChannel channel;

        Connection(String socket) {
            this.socket = socket;
        }

        @Override
        public boolean connect() throws IOException {
            if (socket.isEmpty()) {
                return false;
            }
            SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                opened.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                opened.close();
                return false;
            }
            channel = opened;
            return true;
        }

        @Override
        public byte[] rpc(byte command, byte[] message) throws IOException {
            SocketChannel connected = channel;
            if (connected == null) {
                throw new IOException("the ssh agent at " + socket + " is not connected");
            }
            prepareMessage(command, message);
            ByteBuffer request = ByteBuffer.wrap(message);
            while (request.hasRemaining()) {
                connected.write(request);
            }
            byte[] length = read(connected, 4);
            return read(connected, toLength(command, length));
        }

        private static byte[] read(SocketChannel from, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (from.read(bytes) < 0) {
                    throw new IOException("the ssh agent hung up");
                }
            }
            return bytes.array();
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
