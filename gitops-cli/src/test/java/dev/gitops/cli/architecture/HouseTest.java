package dev.gitops.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the whole house, held over all modules at once; what Maven's own dependencies forbid already is not said again. */
class HouseTest {

    private static final List<String> ADAPTERS = List.of("kustomize", "helm", "k8s", "audit");
    private static final List<String> FRONT_ENDS = List.of("dev.gitops.cli..", "dev.gitops.jobdsl..");
    private static final String[] ENGINE = {
        "dev.gitops.engine..",
        "dev.gitops.change..",
        "dev.gitops.inventory..",
        "dev.gitops.delivery..",
        "dev.gitops.notify.."
    };
    private static final int FEWEST_CLASSES = 1000;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/dev/gitops/testing/")) // also out of a jar
            .importPackages("dev.gitops");

    @Test
    void allModulesAreFound() {
        assertThat(CLASSES.size()).isGreaterThan(FEWEST_CLASSES);
        Stream.concat(
                        ADAPTERS.stream(),
                        Stream.of("api", "yaml", "git", "http", "forge", "registry", "engine", "cluster"))
                .forEach(room -> assertThat(CLASSES.containPackage("dev.gitops." + room))
                        .as(room)
                        .isTrue());
    }

    @Test
    void noAdapterKnowsAnotherNorTheEngineNorAFrontEnd() {
        for (String adapter : ADAPTERS) {
            String[] others = Stream.of(
                            ADAPTERS.stream()
                                    .filter(other -> !other.equals(adapter))
                                    .map(other -> "dev.gitops." + other + ".."),
                            Stream.of(ENGINE),
                            FRONT_ENDS.stream())
                    .flatMap(rooms -> rooms)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.gitops." + adapter + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void whatLiesBelowKnowsNoAdapterAndNoFrontEnd() {
        String[] above = Stream.concat(
                        ADAPTERS.stream().map(adapter -> "dev.gitops." + adapter + ".."), FRONT_ENDS.stream())
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(above)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(CLASSES);
    }

    @Test
    void roomsFormNoCycleAndNorDoTheirCorners() {
        slices().matching("dev.gitops.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.gitops.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyOneRoomSpeaksWithJGit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.gitops.git..", "dev.gitops.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit..")
                .check(CLASSES);
    }

    @Test
    void onlyOneRoomSpeaksWithFabric8() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gitops.cluster.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsPastTheCommandLinesWriters() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void onlySettingsReadsTheEnvironment() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gitops.api.Settings")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }
}
