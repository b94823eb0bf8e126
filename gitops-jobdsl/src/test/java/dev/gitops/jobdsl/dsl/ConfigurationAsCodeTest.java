package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigurationAsCodeTest {

    @TempDir
    private Path secrets;

    @AfterEach
    void forgetItems() {
        Jenkins.get().has(Set.of());
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
                .doesNotContain("config-repo", "forge", "kubeconfig");
        assertThat(made.item("gitops/deliver").configured())
                .contains("<username>bot</username><password>write</password>")
                .contains("<secret>forge</secret>")
                .contains("<secret>hook</secret>")
                .contains("<fileName>kubeconfig-production</fileName><secretBytes>"
                        + Base64.getEncoder().encodeToString("kind: Config".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void leavesOutSecretsThatAreNotThere() throws Exception {
        assertThat(bootstrap().item("gitops/deliver").configured()).doesNotContain("CredentialsProperty");
    }

    @Test
    void touchesNothingOnceTheSeedIsThere() throws Exception {
        Jenkins.get().has(Set.of("gitops/seed"));

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
        String script = script().replace("System.getenv('SECRETS')", "'" + secrets + "'")
                .replace("System.getenv('GITOPS_REPOSITORY')", "'https://git.example.com/platform/infra.git'");
        return Recorder.run(script, name -> {
            throw new AssertionError("there is no workspace to read " + name + " from");
        });
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
