package dev.gitops.registry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Ends an answer that is longer than any manifest or token is. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private static final long LONGEST = 8 << 20;

    private final BodySubscriber<byte[]> body;
    private @Nullable Subscription subscription;
    private long length;

    LimitedBody(BodySubscriber<byte[]> body) {
        this.body = body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        body.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        if (length > LONGEST && subscription != null) {
            subscription.cancel();
            body.onError(new IOException("the answer is longer than " + (LONGEST >> 20) + " MB"));
        } else {
            body.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable error) {
        body.onError(error);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }
}
