package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.spi.FileEdit;
import dev.gitops.testkit.BareRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and proofs at the command line, on real records. */
class AuditProofTest {

    @TempDir
    private Path folder;

    private CommandWorld world;
    private String key = "";
    private String publicKey = "";

    @BeforeEach
    void makeKeysAndARecord() throws Exception {
        world = CommandWorld.in(folder);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        publicKey = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        assertThat(world.run("deploy", "plain", "dev").code()).isZero();
    }

    private String pem(String kind, byte[] der) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                + kind + "-----\n";
        return Files.writeString(folder.resolve(kind.replace(' ', '.')), text).toString();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Said json(int code, String... arguments) {
        String[] words = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        words[arguments.length] = "--output=json";
        Said said = world.run(words);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said;
    }

    private String recordId() {
        return json(0, "audit", "search", "--app", "plain")
                .json()
                .path("records")
                .get(0)
                .path("id")
                .asText();
    }

    @Test
    void aCheckpointNeedsAKeyThatSigns() {
        assertThat(world.run("audit", "checkpoint").code()).isEqualTo(2);
        assertThat(world.run("audit", "checkpoint", "--key", publicKey).code()).isEqualTo(2);
        assertThat(world.run("audit", "prove", recordId()).err()).contains("gitops audit checkpoint");
    }

    @Nested
    class WithACheckpoint {

        @BeforeEach
        void sign() throws Exception {
            BareRepository.at(folder.resolve("anchors.git"));
            Said said = json(
                    0, "audit", "checkpoint", "--key", key, "--out", file("first"), "--anchor", file("anchors.git"));
            assertThat(said.json().path("records").asLong()).isEqualTo(1);
            assertThat(said.json().path("tag").asText())
                    .startsWith("refs/tags/audit/")
                    .endsWith("/1");
            assertThat(said.json().path("checkpoint").asText()).isEqualTo(Files.readString(Path.of(file("first"))));
        }

        @Test
        void verifiesAgainstItAndItsAnchor() {
            assertThat(json(
                                    0,
                                    "audit",
                                    "verify",
                                    "--key",
                                    publicKey,
                                    "--checkpoint",
                                    file("first"),
                                    "--anchor",
                                    file("anchors.git"))
                            .json()
                            .path("valid")
                            .asBoolean())
                    .isTrue();
        }

        @Test
        void provesThatARecordIsInTheTrail() throws Exception {
            String id = recordId();
            Said proof = world.run("audit", "prove", id);
            Files.writeString(Path.of(file("proof")), proof.out());
            Said checked = CommandWorld.bare("audit", "verify", "--proof", file("proof"), "--key", publicKey);
            assertThat(checked.code()).isZero();
            assertThat(checked.out())
                    .isEqualTo("proven: record " + id + " is number 1 of the 1 records of "
                            + proof.json()
                                    .path("checkpoint")
                                    .asText()
                                    .lines()
                                    .findFirst()
                                    .orElseThrow() + "\n");

            Files.writeString(Path.of(file("proof")), proof.out().replace("plain", "plane"));
            Said forged =
                    CommandWorld.bare("audit", "verify", "--proof", file("proof"), "--key", publicKey, "-o", "json");
            assertThat(forged.code()).isEqualTo(1);
            assertThat(forged.json().path("valid").asBoolean(true)).isFalse();
        }

        @Test
        void provesThatTheTrailOnlyGrew() {
            assertThat(world.run("deploy", "plain", "staging").code()).isZero();
            json(0, "audit", "checkpoint", "--key", key);
            Said written = json(0, "audit", "prove", "--since", file("first"), "--out", file("proof"));
            assertThat(written.json().path("proves").asText())
                    .startsWith("the 2 records")
                    .endsWith("begin with the 1 of before");
            assertThat(CommandWorld.bare("audit", "verify", "--proof", file("proof"), "--key", publicKey)
                            .code())
                    .isZero();
            assertThat(world.run("audit", "prove", "--since", "1", "--checkpoint", "2")
                            .json()
                            .path("proof")
                            .asText())
                    .isEqualTo("consistency");
            assertThat(world.run("audit", "prove", "--since", "2", "--checkpoint", "1")
                            .code())
                    .isEqualTo(2);
            assertThat(world.run("audit", "prove", "--since", "7").code()).isEqualTo(2);
        }

        @Test
        void refusesWhatIsNoProofAndNoRecord() throws Exception {
            assertThat(world.run("audit", "prove", "01ARZ3NDEKTSV4RRFFQ69G5FAV").code())
                    .isEqualTo(1);
            assertThat(world.run("audit", "prove").code()).isEqualTo(2);
            Files.writeString(Path.of(file("proof")), "{}");
            assertThat(CommandWorld.bare("audit", "verify", "--proof", file("proof"), "--key", publicKey)
                            .code())
                    .isEqualTo(2);
            assertThat(CommandWorld.bare("audit", "verify", "--proof", file("nothing"), "--key", publicKey)
                            .code())
                    .isNotZero();
            assertThat(CommandWorld.bare("audit", "verify", "--proof", file("first"))
                            .code())
                    .isEqualTo(2);
        }

        @Test
        void signsNothingOverATrailThatWasTamperedWith() throws Exception {
            try (ConfigRepository repository = ConfigRepository.open(RepositoryOptions.builder()
                    .url(file("config.git"))
                    .cacheFolder(folder.resolve("other"))
                    .build())) {
                String path =
                        repository
                                .records("gitops/audit")
                                .changes("", repository.tip("gitops/audit").commit())
                                .stream()
                                .map(change -> change.path())
                                .filter(name -> name.startsWith("records/"))
                                .findFirst()
                                .orElseThrow();
                repository.commit(
                        "gitops/audit",
                        tip -> new Intent.Commit<>(
                                List.of(new FileEdit(path, "{}".getBytes(StandardCharsets.UTF_8))),
                                new CommitMessage("mallory", Instant.EPOCH, "nothing", "", List.of())));
            }
            Said said = json(1, "audit", "checkpoint", "--key", key);
            assertThat(said.json().path("firstProblem").asText()).contains("altered by commit");
            assertThat(json(1, "audit", "verify").json().path("valid").asBoolean(true))
                    .isFalse();
        }
    }
}
