package dev.gitops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health of a real gRPC server, with and without encryption. */
class GrpcStepTest {

    private final Around around = new Around();
    private final HealthStatusManager health = new HealthStatusManager();
    private Server server;

    private int start(ServerCredentials credentials, boolean withHealth) throws IOException {
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(0, credentials);
        server = (withHealth ? builder.addService(health.getHealthService()) : builder)
                .build()
                .start();
        return server.getPort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private static VerifyStep step(String url, String service) {
        return new VerifyStep.Grpc(
                url, service, Around.timing(Duration.ofMillis(1500), Duration.ZERO, Duration.ofMillis(100), 0));
    }

    @Test
    void aServerThatServesPassesAndSoDoesItsServiceByName() throws IOException {
        int port = start(InsecureServerCredentials.create(), true);
        health.setStatus("shop.Orders", ServingStatus.SERVING);

        VerifyResult whole = around.only(step("http://localhost:" + port, ""));
        VerifyResult service = around.only(step("http://localhost:" + port, "shop.Orders"));

        assertThat(whole).returns(true, VerifyResult::passed).returns("SERVING", VerifyResult::detail);
        assertThat(service.passed()).as(service.detail()).isTrue();
        assertThat(service.step()).isEqualTo("grpc http://localhost:" + port + " shop.Orders");
        assertThat(service.figures()).containsEntry("tries", 1.0);
    }

    @Test
    void oneThatDoesNotServeYetIsAskedAgain() throws IOException {
        int port = start(InsecureServerCredentials.create(), true);
        health.setStatus("", ServingStatus.NOT_SERVING);
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
                .execute(() -> health.setStatus("", ServingStatus.SERVING));

        VerifyResult result = around.only(step("http://localhost:" + port, ""));

        assertThat(result.passed()).as(result.detail()).isTrue();
        assertThat(result.detail()).startsWith("SERVING after ");
    }

    @Test
    void whatIsWrongIsToldAsTheServerTellsIt() throws IOException {
        int port = start(InsecureServerCredentials.create(), true);
        health.setStatus("", ServingStatus.NOT_SERVING);

        assertThat(around.only(step("http://localhost:" + port, "")).detail())
                .startsWith("NOT_SERVING after ")
                .endsWith("given up after 1 s");
        assertThat(around.only(step("http://localhost:" + port, "shop.Nothing")).detail())
                .startsWith("gRPC status 5: ");
    }

    @Test
    void aServerWithoutHealthSaysSo() throws IOException {
        int port = start(InsecureServerCredentials.create(), false);
        assertThat(around.only(step("http://localhost:" + port, "")).detail())
                .contains("gRPC status 12", "offers no grpc.health.v1.Health");
    }

    @Test
    void whereNobodyListensTheStepFailsAndSpeaksAgainstWhatWasDelivered() {
        VerifySteps.Outcome outcome = around.run(step("http://localhost:9", ""));
        assertThat(outcome.failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(VerifySteps.FAILED));
    }

    @Test
    void withEncryptionTheCertificateIsCheckedAndTheNameInIt(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        Process made = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0, "skipped: openssl makes no certificate here");
        int port = start(TlsServerCredentials.create(certificate.toFile(), key.toFile()), true);

        assertThat(around.only(step("https://localhost:" + port, "")).detail()).contains("certif");

        around.variables.put(
                "GITOPS_CA_FILE",
                Files.writeString(folder.resolve("ca.pem"), Files.readString(certificate))
                        .toString());
        VerifyResult trusted = around.only(step("https://localhost:" + port, ""));
        assertThat(trusted.passed()).as(trusted.detail()).isTrue();
        assertThat(around.only(step("https://127.0.0.1:" + port, "")).passed()).isFalse();
    }
}
