package dev.gitops.kustomize.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditCommandTest {

    private static final String BEFORE =
            "# mine\nresources:\n- a.yaml # one\nimages:\n- name: shop\n  newTag: v1 # now\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return EditCommand.run(
                List.of(arguments),
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }

    private String kustomization() throws IOException {
        return Files.readString(folder.resolve("kustomization.yaml"));
    }

    private void refuses(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Error: ").contains(message);
    }

    @Nested
    class InAFolderWithAKustomization {

        @BeforeEach
        void kustomizationIsThere() throws IOException {
            write("kustomization.yaml", BEFORE);
        }

        @Test
        void setsAndAddsAndRemoves() throws IOException {
            write("b.yaml", "");
            write("c.yaml", "");
            assertThat(run("set", "image", "shop:v2")).isZero();
            assertThat(run("add", "resource", "[bc].yaml", "a.yaml", "--no-verify=false"))
                    .isEqualTo(2);
            assertThat(run("add", "resource", "?.yaml")).isZero();
            assertThat(run("set", "namesuffix", "--", "-x")).isZero();
            assertThat(run("remove", "resource", "a.*")).isZero();
            assertThat(kustomization())
                    .isEqualTo(
                            "# mine\nresources:\n- b.yaml\n- c.yaml\nimages:\n- name: shop\n  newTag: v2 # now\nnameSuffix: -x\n");
        }

        @Test
        void takesFlagsAnywhere() throws IOException {
            assertThat(run("add", "label", "-f", "a:b", "--without-selector")).isZero();
            assertThat(run(
                            "add",
                            "configmap",
                            "--from-literal",
                            "x=1",
                            "cm",
                            "--from-literal=y=2,3",
                            "--disableNameSuffixHash"))
                    .isZero();
            assertThat(run("add", "patch", "--patch=- op: remove\n  path: /a", "--kind", "Pod"))
                    .isZero();
            assertThat(kustomization().substring(BEFORE.length())).isEqualTo("""
                    labels:
                    - pairs:
                        a: b
                    configMapGenerator:
                    - literals:
                      - x=1
                      - y=2,3
                      name: cm
                      options:
                        disableNameSuffixHash: true
                    patches:
                    - patch: |-
                        - op: remove
                          path: /a
                      target:
                        kind: Pod
                    """);
            assertThat(run("remove", "patch", "--patch=- op: remove\n  path: /a", "--kind", "Pod"))
                    .isZero();
            assertThat(run("remove", "configmap", "cm,zz")).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("configmap zz doesn't exist");
            assertThat(kustomization()).isEqualTo(BEFORE + "labels:\n- pairs:\n    a: b\n");
        }

        @Test
        void takesFilesByPattern() throws IOException {
            write("conf/a.txt", "1");
            write("conf/b.txt", "2");
            write("e.env", "A=1");
            assertThat(run("add", "secret", "s", "--from-file=conf/*.txt,c=e.env"))
                    .isZero();
            assertThat(run("add", "secret", "t", "--from-env-file=e.env", "--type=kubernetes.io/tls"))
                    .isZero();
            assertThat(run("set", "secret", "t", "--new-namespace=ns")).isZero();
            assertThat(run("add", "generator", "e.*")).isZero();
            assertThat(run("add", "base", "conf")).isZero();
            assertThat(kustomization())
                    .contains(
                            "- files:\n  - conf/a.txt\n  - conf/b.txt\n  - c=e.env\n",
                            "type: kubernetes.io/tls",
                            "namespace: ns",
                            "generators:\n- e.env\n",
                            "- conf\n");
            refuses("catches files", "add", "secret", "u", "--from-file=k=conf/*.txt");
            refuses("nope.env is not a file", "add", "secret", "u", "--from-env-file=nope.env");
        }

        @Test
        void refusesBadArgumentsAndChangesNothing() throws IOException {
            refuses("no image specified", "set", "image");
            refuses("invalid format of replica", "set", "replicas", "a=b");
            refuses("unknown flag: --nope", "set", "label", "--nope", "a:b");
            refuses("unknown shorthand flag: 'x' in -x", "set", "label", "-x");
            refuses("flag needs an argument: --path", "add", "patch", "--path");
            refuses("need k:v pair", "set", "label", ":a");
            refuses("exactly one namespace", "set", "namespace", "a", "b");
            refuses("too many arguments: [a b]", "remove", "configmap", "a", "b");
            refuses("comma-separated", "remove", "label", "a", "b");
            refuses("doesn't exist", "add", "component", "nope");
            refuses("nope does not exist", "add", "base", "nope");
            refuses("--without-selector flag must be specified", "add", "label", "--include-templates", "a:b");
            refuses("is remote", "add", "resource", "https://example.com/x");
            refuses("must provide either patch or path", "add", "patch");
            refuses("name must be specified once", "set", "secret");
            refuses("at least one of", "set", "secret", "x");
            refuses("there are: set, add, remove, fix", "frob");
            refuses("unknown command", "set", "frob");
            refuses("unknown command", "add");
            refuses("unknown command", "remove", "frob");
            refuses("true or false", "add", "label", "--force=maybe", "a:b");
            assertThat(kustomization()).isEqualTo(BEFORE);
        }

        @Test
        void dropsEmptyFieldsAsKustomizeDoes() throws IOException {
            write("kustomization.yaml", "secretGenerator: [] # none\nnamespace: x\n");
            assertThat(run("set", "namespace", "z")).isZero();
            assertThat(kustomization()).isEqualTo("namespace: z\n");
        }

        @Test
        void keepsALinkAndPermissions() throws IOException {
            Files.move(folder.resolve("kustomization.yaml"), folder.resolve("real.yaml"));
            Files.createSymbolicLink(folder.resolve("kustomization.yaml"), Path.of("real.yaml"));
            Files.setPosixFilePermissions(
                    folder.resolve("real.yaml"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(run("set", "image", "shop:v2")).isZero();
            assertThat(Files.isSymbolicLink(folder.resolve("kustomization.yaml")))
                    .isTrue();
            assertThat(Files.getPosixFilePermissions(folder.resolve("real.yaml")))
                    .hasSize(4);
            assertThat(kustomization()).contains("v2 # now");
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
        }

        @Test
        void fixes() throws IOException {
            write(
                    "kustomization.yaml",
                    "bases: [b]\nvars:\n- name: X\n  objref: {kind: Secret, name: s}\nresources: [p.yaml]\n");
            write("p.yaml", "kind: Pod\nspec: $(X)\n");
            assertThat(run("fix")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("commonLabels -> labels", "run fix --vars");
            assertThat(run("fix", "--vars")).isZero();
            assertThat(Files.readString(folder.resolve("p.yaml"))).isEqualTo("kind: Pod\nspec: X_PLACEHOLDER\n");
            assertThat(kustomization())
                    .contains("resources: [p.yaml, b]", "replacements:")
                    .doesNotContain("vars");
        }
    }

    @Nested
    class Elsewhere {

        @Test
        void aFolderNeedsExactlyOneKustomization() throws IOException {
            refuses("Missing kustomization file 'kustomization.yaml'.", "set", "namespace", "x");
            write("kustomization.yaml", "");
            write("Kustomization", "");
            refuses("Found multiple kustomization file: [kustomization.yaml Kustomization]", "set", "namespace", "x");
        }

        @Test
        void helpNeedsNothing() {
            assertThat(run()).isZero();
            assertThat(run("set", "--help")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("edit set");
        }
    }
}
