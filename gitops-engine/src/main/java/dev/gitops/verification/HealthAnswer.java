package dev.gitops.verification;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a gRPC server to a health check: a message of one number, and the call's status after it, or alone where there is no message. */
final class HealthAnswer implements AsyncResponseConsumer<Reply> {

    private static final int PREFIX = 5;
    private static final int MOST_BYTES = 4096;
    private static final List<String> STATES = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");
    private static final int SERVING = 1;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int code;
    private Optional<String> status = Optional.empty();
    private String message = "";
    private @Nullable FutureCallback<Reply> callback;

    /** The message that asks for a service: its name as field 1, behind a byte that says it is not compressed and four of its length. */
    static byte[] question(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        if (name.length > 0) {
            field.write(0x0a);
            for (int rest = name.length; ; rest >>>= 7) {
                field.write(rest > 0x7f ? rest & 0x7f | 0x80 : rest);
                if (rest <= 0x7f) {
                    break;
                }
            }
            field.writeBytes(name);
        }
        byte[] content = field.toByteArray();
        return ByteBuffer.allocate(PREFIX + content.length)
                .put((byte) 0)
                .putInt(content.length)
                .put(content)
                .array();
    }

    @Override
    public void consumeResponse(
            HttpResponse response, @Nullable EntityDetails entity, HttpContext context, FutureCallback<Reply> result) {
        callback = result;
        code = response.getCode();
        read(List.of(response.getHeaders()));
        if (entity == null) {
            result.completed(reply());
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // says nothing yet
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
        channel.update(MOST_BYTES);
    }

    @Override
    public void consume(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        body.write(bytes, 0, Math.min(bytes.length, MOST_BYTES - Math.min(MOST_BYTES, body.size())));
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (trailers != null) {
            read(trailers);
        }
        if (callback != null) {
            callback.completed(reply());
        }
    }

    @Override
    public void failed(Exception cause) {
        if (callback != null) {
            callback.failed(cause);
        }
    }

    @Override
    public void releaseResources() {
        // holds none
    }

    private void read(List<? extends Header> headers) {
        for (Header header : headers) {
            if (header.getName().equalsIgnoreCase("grpc-status")) {
                status = Optional.of(header.getValue());
            } else if (header.getName().equalsIgnoreCase("grpc-message")) {
                message = header.getValue();
            }
        }
    }

    private Reply reply() {
        if (code != 200) {
            return Reply.of(false, "status " + code + " instead of an answer of gRPC");
        }
        if (!status.orElse("").equals("0")) {
            return Reply.of(
                    false,
                    "gRPC status " + status.orElse("missing")
                            + (message.isEmpty() ? "" : ": " + message)
                            + (status.orElse("").equals("12") ? "; the server offers no grpc.health.v1.Health" : ""));
        }
        int state = state(body.toByteArray());
        return Reply.of(state == SERVING, state >= 0 && state < STATES.size() ? STATES.get(state) : "state " + state);
    }

    /** Field 1, a number; a message without it means 0. */
    private static int state(byte[] message) {
        boolean field = message.length >= PREFIX + 2 && message[PREFIX] == 0x08;
        return field ? message[PREFIX + 1] : 0;
    }
}
