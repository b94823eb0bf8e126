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

/** The arrows between modules, held over all of them at once. */
class HouseTest {

    private static final List<String> ADAPTERS = List.of("kustomize", "helm", "k8s", "audit");
    private static final List<String> FRONT_ENDS = List.of("dev.gitops.cli..", "dev.gitops.jobdsl..");
    private static final int FEWEST_CLASSES = 1000;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gitops");

    @Test
    void allModulesAreFound() {
        assertThat(CLASSES.size()).isGreaterThan(FEWEST_CLASSES);
        for (String adapter : ADAPTERS) {
            assertThat(CLASSES.containPackage("dev.gitops." + adapter))
                    .as(adapter)
                    .isTrue();
        }
    }

    @Test
    void noAdapterKnowsAnotherNorAFrontEnd() {
        for (String adapter : ADAPTERS) {
            String[] others = Stream.concat(
                            ADAPTERS.stream()
                                    .filter(other -> !other.equals(adapter))
                                    .map(other -> "dev.gitops." + other + ".."),
                            FRONT_ENDS.stream())
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
    void theApiKnowsNoAdapterAndNoFrontEnd() {
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
    void modulesFormNoCycle() {
        slices().matching("dev.gitops.(*)..").should().beFreeOfCycles().check(CLASSES);
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
