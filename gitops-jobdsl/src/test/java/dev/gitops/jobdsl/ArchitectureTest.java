package dev.gitops.jobdsl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.gitops.jobdsl");

    @Test
    void findsTheClassesItJudges() {
        assertThat(CLASSES).hasSizeGreaterThan(20);
    }

    @Test
    void knowsTheInventoryAndNothingOfTheMachinery() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.gitops.jobdsl..",
                        "dev.gitops.api",
                        "dev.gitops.api.model",
                        "dev.gitops.repository",
                        "dev.gitops.text",
                        "dev.gitops.stability",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void leavesTheModelUnawareOfThePlanner() {
        noClasses()
                .that()
                .resideInAPackage("dev.gitops.jobdsl.model")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gitops.jobdsl")
                .check(CLASSES);
        slices().matching("dev.gitops.jobdsl.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void printsNothing() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
