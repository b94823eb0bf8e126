package dev.gitops.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks by HTTP for an answer that is there, body included, within the request's time-out: the client's own ends with the headers, so that a body that trickles would have no end. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Asks.
     *
     * @param client the client
     * @param request the request, with a time-out
     * @param most how many bytes of the body are read, in bytes; what is longer is cut off
     * @return the answer
     * @throws HttpTimeoutException if the answer is not there in time
     * @throws IOException if there is no answer
     * @throws InterruptedException if the thread is told to stop
     */
    public static HttpResponse<byte[]> of(HttpClient client, HttpRequest request, int most)
            throws IOException, InterruptedException {
        return of(client, request, response -> new FirstBytes(most, new CompletableFuture<>()));
    }

    /**
     * Asks.
     *
     * @param <T> what the body is read to
     * @param client the client
     * @param request the request, with a time-out
     * @param body reads the body, and limits how much of it
     * @return the answer
     * @throws HttpTimeoutException if the answer is not there in time
     * @throws IOException if there is no answer
     * @throws InterruptedException if the thread is told to stop
     */
    public static <T> HttpResponse<T> of(HttpClient client, HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        Duration patience =
                request.timeout().orElseThrow(() -> new IllegalArgumentException("a request without a time-out"));
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        try {
            return answer.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + inWords(patience));
        } catch (InterruptedException stop) {
            answer.cancel(true);
            throw stop;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException known) {
                throw known;
            }
            throw new IOException(failed.getCause());
        }
    }

    private static String inWords(Duration patience) {
        return patience.toSeconds() == 0 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
    }

    private static final class FirstBytes implements BodySubscriber<byte[]> {

        private final int most;
        private final CompletableFuture<byte[]> whole;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private @Nullable Subscription subscription;

        FirstBytes(int most, CompletableFuture<byte[]> whole) {
            this.most = most;
            this.whole = whole;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[Math.min(buffer.remaining(), most - read.size())];
                buffer.get(bytes);
                read.writeBytes(bytes);
            }
            if (read.size() == most && subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            whole.complete(read.toByteArray());
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }
    }
}
