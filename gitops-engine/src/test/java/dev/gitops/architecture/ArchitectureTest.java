package dev.gitops.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final int FEWEST_CLASSES = 200;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/dev/gitops/testing/")) // also out of a jar
            .importPackages("dev.gitops");

    @Test
    void classesAreFound() {
        assertThat(CLASSES.size()).isGreaterThan(FEWEST_CLASSES);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("dev.gitops.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theEnginesRoomsStandOnItsWorkspaceAndFormNoCycle() {
        slices().matching("dev.gitops.engine.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.gitops.engine.workspace..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.gitops.engine.change..",
                        "dev.gitops.engine.deployment..",
                        "dev.gitops.engine.inspection..")
                .check(CLASSES);
    }

    @Test
    void theApiShowsOnlyJdkTypesAndItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("dev.gitops.api..")
                .and()
                .haveSimpleNameNotStartingWith("Immutable")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "dev.gitops.api..",
                        "dev.gitops.text",
                        "dev.gitops.stability",
                        "org.jspecify..",
                        "org.immutables..")
                .check(CLASSES);
    }

    @Test
    void decisionsKnowNoFilesNoNetworkAndNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.gitops.policy..", "dev.gitops.change..", "dev.gitops.yaml..", "dev.gitops.api.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "org.eclipse.jgit..", "com.fasterxml..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
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

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
