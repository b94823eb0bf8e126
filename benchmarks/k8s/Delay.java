import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that is elsewhere: passes bytes on to a port of this machine, each of them so many milliseconds late. Delay PORT TARGET MILLISECONDS; runs until it is killed. */
final class Delay {

    private record Late(byte[] bytes, long due) {}

    public static void main(String[] arguments) throws IOException {
        int target = Integer.parseInt(arguments[1]);
        long late = Long.parseLong(arguments[2]) * 1_000_000;
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]), 64, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                pass(near, far, late);
                pass(far, near, late);
            }
        }
    }

    private static void pass(Socket from, Socket to, long late) throws IOException {
        LinkedBlockingQueue<Late> under = new LinkedBlockingQueue<>();
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        start(() -> {
            byte[] buffer = new byte[65_536];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                under.add(new Late(java.util.Arrays.copyOf(buffer, length), System.nanoTime() + late));
            }
            under.add(new Late(new byte[0], System.nanoTime() + late));
        });
        start(() -> {
            for (Late next = under.take(); next.bytes().length > 0; next = under.take()) {
                java.util.concurrent.TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                out.write(next.bytes());
            }
            to.close();
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception closed) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
