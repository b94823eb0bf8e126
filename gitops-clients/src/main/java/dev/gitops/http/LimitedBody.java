package dev.gitops.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Ends an answer that is longer than it may be. */
public final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final long longest;
    private @Nullable Subscription subscription;
    private long length;

    private LimitedBody(long longest) {
        this.longest = longest;
    }

    /**
     * Reads an answer's bytes up to a limit; a longer one is an {@link IOException}.
     *
     * @param longest how many bytes it may have
     * @return the handler
     */
    public static BodyHandler<byte[]> upTo(long longest) {
        return answer -> new LimitedBody(longest);
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
        if (length > longest && subscription != null) {
            subscription.cancel();
            body.onError(new IOException("the answer is longer than " + (longest >> 20) + " MB"));
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
