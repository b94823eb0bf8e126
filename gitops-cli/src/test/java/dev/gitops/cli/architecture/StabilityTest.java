package dev.gitops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gitops.stability.Incubating;
import dev.gitops.stability.Internal;
import dev.gitops.stability.Stable;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be relied on is marked, compared with the last release, and shows nothing that may not be relied on. */
class StabilityTest {

    private static final List<Class<? extends Annotation>> MARKS =
            List.of(Stable.class, Incubating.class, Internal.class);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/dev/gitops/testing/"))
            .importPackages("dev.gitops");

    /** What signatures may show beside our own: the JDK and annotations. */
    private static final Pattern FOREIGN_BUT_FINE = Pattern.compile("java\\..*|javax\\..*|org\\.jspecify\\..*|[a-z]+");

    private static Stream<JavaPackage> packages() {
        return CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackage)
                .distinct();
    }

    private static Set<String> marked(Class<? extends Annotation> mark) {
        return packages()
                .filter(each -> each.isAnnotatedWith(mark))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPackageWithPublicTypesHasOneMark() {
        assertThat(packages())
                .as("put @Internal (or @Incubating, @Stable) of dev.gitops.stability on the package-info")
                .hasSizeGreaterThan(50)
                .allMatch(each -> MARKS.stream().filter(each::isAnnotatedWith).count() == 1);
    }

    @Test
    void theBuildComparesWhatIsStableWithTheLastRelease() throws IOException {
        Set<String> compared = Pattern.compile("<include>(dev\\.gitops[^<]*)</include>")
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> stable = marked(Stable.class);
        CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Stable.class))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getName)
                .forEach(stable::add);
        assertThat(compared).isEqualTo(stable);
    }

    @Test
    void thePageOfVersionsNamesWhatIsStable() throws IOException {
        String page = Files.readString(Path.of("../docs/versions.md"));
        assertThat(marked(Stable.class)).allMatch(name -> page.contains("`" + name + "`"));
    }

    @Test
    void whatIsStableShowsOnlyTheJdkAndWhatIsNotInternal() {
        Set<String> internal = marked(Internal.class);
        assertThat(CLASSES.stream()
                        .filter(StabilityTest::isOpen)
                        .flatMap(StabilityTest::shown)
                        .filter(shown -> !isFine(shown.type(), internal))
                        .map(shown -> shown.by() + " shows " + shown.type().getName())
                        .distinct())
                .isEmpty();
    }

    private record Shown(String by, JavaClass type) {}

    private static boolean isOpen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAnnotatedWith(Internal.class)
                && (type.isAnnotatedWith(Stable.class) || type.getPackage().isAnnotatedWith(Stable.class));
    }

    private static Stream<Shown> shown(JavaClass type) {
        Stream<Shown> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(member -> (member instanceof JavaCodeUnit unit
                                ? Stream.concat(
                                        Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                                : Stream.of(((JavaField) member).getRawType()))
                        .map(shown -> new Shown(member.getFullName(), shown)));
        return Stream.concat(
                members, type.getInterfaces().stream().map(parent -> new Shown(type.getName(), parent.toErasure())));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(StabilityTest::outermost).orElse(type);
    }

    private static boolean isFine(JavaClass type, Set<String> internal) {
        JavaClass plain = type.getBaseComponentType();
        return plain.getName().startsWith("dev.gitops.")
                ? outermost(plain).isAnnotatedWith(Stable.class) || !internal.contains(plain.getPackageName())
                : FOREIGN_BUT_FINE.matcher(plain.getName()).matches();
    }
}
