package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigurationAsCodeTest {

    @TempDir
    private Path secrets;

    @BeforeEach
    @AfterEach
    void forgetItems() {
        Jenkins.get().has(Set.of());
        CredentialsProvider.clear();
    }

    @Test
    void approvesExactlyTheScriptOfTheSeed() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-512");
        sha.update("groovy:".getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(sha.digest(SeedRun.script().getBytes(StandardCharsets.UTF_8)));

        assertThat(at(at(yaml("jenkins.yaml"), "security"), "scriptApproval"))
                .isEqualTo(Map.of("approvedScriptHashes", List.of("SHA512:" + hash)));
    }

    @Test
    void runsNothingOnTheController() throws Exception {
        assertThat(at(yaml("jenkins.yaml"), "jenkins")).isEqualTo(Map.of("numExecutors", 0));
    }

    @Test
    void leavesNothingToSubstituteInTheScript() throws Exception {
        assertThat(script()).doesNotContain("${");
    }

    @Test
    void makesTheSeedAsTheSeedWillDeclareIt() throws Exception {
        Item made = bootstrap().item("gitops/seed");
        Item declared = SeedRun.declare(JobPlan.of(Sample.shop())).item("gitops/seed");

        assertThat(made.call().toString()).isEqualTo(declared.call().toString());
        assertThat(made.configured()).isEqualTo(declared.configured());
    }

    @Test
    void keepsDeliveryCredentialsInTheFolderOfDeliveries() throws Exception {
        secret("config-repo", "bot:write");
        secret("config-repo-read", "reader:read");
        secret("registry-creds", "pusher:push");
        secret("forge-token", "forge");
        secret("slack-webhook", "hook\n");
        secret("audit-token", "audit");
        secret("kubeconfig-production", "kind: Config");

        Recorder made = bootstrap();

        assertThat(made.item("gitops").configured())
                .contains("<password>read</password>")
                .doesNotContain("write", "forge", "hook", "audit");
        assertThat(made.item("gitops/build").configured())
                .contains("<id>registry-creds</id>")
                .doesNotContain("reader", "bot", "write", "forge", "kubeconfig");
        assertThat(made.item("gitops/deliver").configured())
                .contains("<username>bot</username><password>write</password>")
                .contains("<secret>forge</secret>")
                .contains("<secret>hook</secret>")
                .contains("<fileName>kubeconfig-production</fileName><secretBytes>"
                        + Base64.getEncoder().encodeToString("kind: Config".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hidesTheReadingLoginFromBuilds() throws Exception {
        secret("config-repo-read", "reader:read");

        assertThat(bootstrap().item("gitops/build").configured())
                .contains("<id>config-repo</id>", "<username>nobody</username>")
                .doesNotContain("reader");
    }

    @Test
    void putsTheSeedWhereTheInventoryHasIt() throws Exception {
        Recorder made =
                Recorder.run(runnable().replace("System.getenv('GITOPS_FOLDER')", "'platform/delivery'"), name -> "");

        assertThat(made.paths())
                .containsExactly(
                        "platform",
                        "platform/delivery",
                        "platform/delivery/build",
                        "platform/delivery/deliver",
                        "platform/delivery/seed");
    }

    @Test
    void renewsASecretAndAddsAKubeconfigWhereTheFoldersAreThere() throws Exception {
        Jenkins.get().has(Set.of("gitops", "gitops/build", "gitops/deliver", "gitops/seed"));
        CredentialsProvider.FakeStore deliver = CredentialsProvider.storeOf("gitops/deliver");
        deliver.addCredentials(Domain.global(), new Jenkins.FakeCredential("forge-token", "old"));
        deliver.addCredentials(Domain.global(), new Jenkins.FakeCredential("of-people", "theirs"));
        secret("forge-token", "new & better");
        secret("kubeconfig-staging", "kind: Config");

        assertThat(bootstrap().paths()).isEmpty();

        assertThat(deliver.getCredentials(Domain.global()))
                .extracting(credential -> ((Jenkins.FakeCredential) credential).id())
                .containsExactlyInAnyOrder("of-people", "forge-token", "kubeconfig-staging");
        assertThat(deliver.getCredentials(Domain.global()).toString())
                .contains("<secret>new &amp; better</secret>", "theirs")
                .doesNotContain("old");
        assertThat(CredentialsProvider.storeOf("jenkins").getCredentials(Domain.global()))
                .isEmpty();
    }

    @Test
    void leavesOutSecretsThatAreNotThere() throws Exception {
        assertThat(bootstrap().item("gitops/deliver").configured()).doesNotContain("CredentialsProperty");
    }

    @Test
    void touchesNothingOnceTheSeedIsThere() throws Exception {
        Jenkins.get().has(Set.of("gitops", "gitops/build", "gitops/deliver", "gitops/seed"));

        assertThat(bootstrap().paths()).isEmpty();
    }

    @Test
    void isYamlInEveryFile() throws Exception {
        assertThat(yaml("jenkins-agents.yaml")).isInstanceOf(Map.class);
        assertThat(yaml("jenkins-tool.yaml")).isInstanceOf(Map.class);
        assertThat(yaml("agent/pod.yaml")).isInstanceOf(Map.class);
    }

    private void secret(String name, String text) throws Exception {
        Files.writeString(secrets.resolve(name), text);
    }

    private Recorder bootstrap() throws Exception {
        return Recorder.run(runnable(), name -> {
            throw new AssertionError("there is no workspace to read " + name + " from");
        });
    }

    private String runnable() {
        return script().replace("System.getenv('SECRETS')", "'" + secrets + "'")
                .replace("System.getenv('GITOPS_REPOSITORY')", "'https://git.example.com/platform/infra.git'");
    }

    private static String script() {
        List<?> jobs = (List<?>) at(yaml("jenkins.yaml"), "jobs");
        return at(jobs.get(0), "script").toString();
    }

    private static Object yaml(String file) {
        return new Load(LoadSettings.builder().build()).loadFromString(SeedRun.file(file));
    }

    private static Object at(Object map, String key) {
        return ((Map<?, ?>) map).get(key);
    }
}
