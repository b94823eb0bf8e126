package dev.gitops.audit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.RecordEndpoint;
import dev.gitops.spi.RecordEndpoint.Delivered;
import dev.gitops.spi.RecordEndpointProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointTest {

    @TempDir
    Path home;

    private final TestRecords records = new TestRecords(9, 2, Duration.ofHours(1));
    private final List<DeploymentRecord> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> answers = new ArrayDeque<>();
    private int otherwise = 202;
    private String authorization = "";
    private HttpServer server;
    private AuditStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/records", this::answer);
        server.start();
        store = TestStores.file(home.resolve("trail"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Integer next = answers.poll();
        int status = next == null ? otherwise : next;
        if (status / 100 == 2 || status == 409) {
            taken.add(RecordJson.read(body));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
        }
        if (status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        if (status == 0) {
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private RecordEndpoint endpoint(String agent) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/records");
        return open(address, agent);
    }

    private RecordEndpoint open(URI address, String agent) {
        return ServiceLoader.load(RecordEndpointProvider.class)
                .findFirst()
                .orElseThrow()
                .open(address, context(agent));
    }

    private RecordEndpoint impatient(String agent) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/records");
        return new HttpEndpoint(address, context(agent), Duration.ofSeconds(1));
    }

    private RecordEndpointProvider.Context context(String agent) {
        return new RecordEndpointProvider.Context(
                store, home.resolve(agent), Map.of("GITOPS_AUDIT_TOKEN", "token-of-audit"), Clock.systemUTC());
    }

    private DeploymentRecord stored() {
        DeploymentRecord record = records.next();
        store.append(record);
        return record;
    }

    @Test
    void aRecordIsPostedWithItsIdAsIdempotencyKey() {
        DeploymentRecord record = stored();
        assertThat(endpoint("agent").send(record)).isEqualTo(new Delivered(1, 0, 0, ""));
        assertThat(taken).containsExactly(record);
        assertThat(keys).containsExactly(record.id());
        assertThat(authorization).isEqualTo("Bearer token-of-audit");
    }

    @Test
    void errorsThatPassAreTriedAgain() {
        answers.addAll(List.of(503, 429, 0, 500));
        DeploymentRecord record = stored();
        assertThat(endpoint("agent").send(record)).isEqualTo(new Delivered(1, 0, 0, ""));
        assertThat(taken).containsExactly(record);
    }

    @Test
    void aDuplicateIsAcknowledged() {
        answers.add(409);
        assertThat(endpoint("agent").send(stored()).acknowledged()).isEqualTo(1);
        assertThat(endpoint("agent").replay()).isEqualTo(new Delivered(0, 0, 0, ""));
    }

    @Nested
    class WhileTheEndpointIsDown {

        private final List<DeploymentRecord> sent = new ArrayList<>();

        @BeforeEach
        void send() {
            otherwise = 503;
            for (int i = 0; i < 3; i++) {
                sent.add(stored());
                Delivered delivered = impatient("agent").send(sent.get(i));
                assertThat(delivered.waiting()).isEqualTo(i + 1);
                assertThat(delivered.problem()).contains("127.0.0.1").contains("503");
            }
            otherwise = 201;
        }

        @Test
        void recordsWaitOverRestartsAndGoInOrder() {
            sent.add(stored());
            assertThat(endpoint("agent").send(sent.get(3))).isEqualTo(new Delivered(4, 0, 0, ""));
            assertInOrder();
        }

        @Test
        void replaySendsWhatASpoolTookWithIt() {
            assertThat(endpoint("another agent").replay()).isEqualTo(new Delivered(3, 0, 0, ""));
            assertThat(taken).containsExactlyElementsOf(sent);
            assertThat(endpoint("a third agent").replay()).isEqualTo(new Delivered(0, 0, 0, ""));
        }

        @Test
        void replayEmptiesItsOwnSpool() {
            assertThat(endpoint("agent").replay().acknowledged()).isEqualTo(3);
            sent.add(stored());
            assertThat(endpoint("agent").send(sent.get(3))).isEqualTo(new Delivered(1, 0, 0, ""));
            assertThat(taken).hasSize(4);
        }

        private void assertInOrder() {
            for (DeploymentRecord record : sent) {
                List<String> expected = sent.stream()
                        .filter(other -> sameStream(other, record))
                        .map(DeploymentRecord::id)
                        .toList();
                assertThat(taken.stream()
                                .filter(other -> sameStream(other, record))
                                .map(DeploymentRecord::id)
                                .toList())
                        .isEqualTo(expected);
            }
        }

        private static boolean sameStream(DeploymentRecord one, DeploymentRecord other) {
            return one.app().equals(other.app()) && one.environment().equals(other.environment());
        }
    }

    @Test
    void aRecordThatIsRefusedForGoodStopsNobodyAndIsReplayed() {
        answers.add(422);
        DeploymentRecord refused = stored();
        Delivered delivered = endpoint("agent").send(refused);
        assertThat(delivered.refused()).isEqualTo(1);
        assertThat(delivered.problem()).contains("422");
        assertThat(endpoint("agent").send(stored())).isEqualTo(new Delivered(1, 0, 0, ""));
        assertThat(endpoint("agent").replay()).isEqualTo(new Delivered(1, 0, 0, ""));
        assertThat(taken).contains(refused);
    }

    @Test
    void anEndpointThatNeverAnswersIsNotWaitedFor() {
        CountDownLatch end = new CountDownLatch(1);
        server.removeContext("/records");
        server.createContext("/records", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(impatient("agent").send(stored()).waiting()).isEqualTo(1);
        end.countDown();
    }

    @Test
    void anAddressWithCredentialsIsRefused() {
        for (String address : List.of("ftp://x/", "https://user:pass@audit.example.com/", "records")) {
            assertThatThrownBy(() -> open(URI.create(address), "agent"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("pass@");
        }
    }
}
