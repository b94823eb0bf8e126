package dev.gitops.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gitops.forge.WebPages;
import org.junit.jupiter.api.Test;

/** The arrows within this module; those between modules are in {@link HouseTest}. */
class ArchitectureTest {

    private static final int FEWEST_CLASSES = 40;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gitops.cli");

    @Test
    void classesAreFound() {
        assertThat(CLASSES.size()).isGreaterThan(FEWEST_CLASSES);
    }

    @Test
    void theEngineIsReachedThroughTheApi() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.gitops.change..", "dev.gitops.policy..", "dev.gitops.forge..")
                                // Addresses of pages, put together without asking anybody.
                                .and(not(type(WebPages.class))))
                .check(CLASSES);
    }

    @Test
    void onlyTheDemoSpeaksWithJGit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gitops.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit..")
                .check(CLASSES);
    }

    @Test
    void outputsOptionsAndFilesKnowNoCommand() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.gitops.cli.output..",
                        "dev.gitops.cli.option..",
                        "dev.gitops.cli.init..",
                        "dev.gitops.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gitops.cli.command..")
                .check(CLASSES);
    }
}
