package dev.gitops.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gitops.api.Extension;
import dev.gitops.api.GitOps;
import dev.gitops.api.Listener;
import dev.gitops.api.Progress;
import dev.gitops.stability.Internal;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all public methods of {@code dev.gitops.api} make of null, and of Optional. */
class NullsTest {

    /** What users implement; the SDK calls it. */
    private static final Set<String> CALLED_BY_US =
            Set.of(Listener.class.getName(), Progress.class.getName(), Extension.class.getName());

    @TempDir
    private Path folder;

    private static List<Class<?>> types() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackagesOf(GitOps.class).stream()
                        .filter(type -> type.getPackageName().equals("dev.gitops.api"))
                        .map(JavaClass::reflect)
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .filter(type -> !type.isAnonymousClass() && !type.isAnnotation())
                        .filter(type -> !type.isAnnotationPresent(Internal.class))
                        .filter(type -> !CALLED_BY_US.contains(type.getName()))
                        .<Class<?>>map(type -> type)
                        .toList();
    }

    private static Stream<Executable> openTo(Class<?> type) {
        boolean made = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        return Stream.concat(
                        made ? Arrays.stream(type.getConstructors()) : Stream.<Constructor<?>>empty(),
                        Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isBridge()))
                .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !each.getName().equals("equals"))
                .filter(each -> !(type.isEnum() && each.getName().equals("valueOf")))
                .filter(each -> !(generated(type) && each.getName().startsWith("with")));
    }

    private static boolean generated(Class<?> type) {
        return type.getName().contains(".Immutable");
    }

    private static boolean isNullable(Parameter parameter) {
        return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean implementedByUsers(Class<?> type) {
        return type.isInterface() && type.getSimpleName().equals("Cases");
    }

    @Test
    void nullIsRefusedWithTheParametersName() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        try (SampleValues samples = new SampleValues(folder)) {
            for (Class<?> type : types()) {
                if (implementedByUsers(type)) {
                    continue;
                }
                for (Executable each : openTo(type).toList()) {
                    for (int i = 0; i < each.getParameterCount(); i++) {
                        Parameter parameter = each.getParameters()[i];
                        if (!parameter.getType().isPrimitive() && !isNullable(parameter)) {
                            asked++;
                            withNull(samples, type, each, i).ifPresent(wrong::add);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(400);
    }

    private static Optional<String> withNull(SampleValues samples, Class<?> type, Executable each, int at)
            throws ReflectiveOperationException {
        Parameter parameter = each.getParameters()[at];
        @Nullable Object[] values = new Object[each.getParameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == at ? null : samples.of(each.getParameters()[i].getParameterizedType());
        }
        String what = each + " with null for " + parameter.getName();
        try {
            if (each instanceof Constructor<?> constructor) {
                constructor.newInstance(values);
            } else {
                Object on = Modifier.isStatic(each.getModifiers()) ? null : samples.of(type);
                ((Method) each).invoke(on, values);
            }
            return Optional.of(what + " is taken");
        } catch (IllegalArgumentException unfit) {
            return Optional.of("no fitting sample: " + what);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            boolean named = cause instanceof NullPointerException
                    && String.valueOf(cause.getMessage()).startsWith(parameter.getName());
            return named || cause instanceof NullPointerException && generated(type)
                    ? Optional.empty()
                    : Optional.of(what + ": " + cause);
        }
    }

    @Test
    void optionalIsReturnedAndNeverTaken() {
        assertThat(types().stream()
                        .filter(type -> !type.isRecord() && !generated(type))
                        .flatMap(NullsTest::openTo)
                        .filter(each -> Stream.of(each.getParameterTypes()).anyMatch(Optional.class::equals)))
                .isEmpty();
    }

    @Test
    void aTypeThatSaysOptionalDoesNotSayNullable() {
        assertThat(types().stream()
                        .filter(type -> !generated(type))
                        .filter(type -> openTo(type).anyMatch(NullsTest::saysOptional)
                                && openTo(type).anyMatch(NullsTest::saysNullable))
                        .map(Class::getName))
                .isEmpty();
    }

    private static boolean saysOptional(Executable each) {
        return each instanceof Method method && method.getReturnType().equals(Optional.class);
    }

    private static boolean saysNullable(Executable each) {
        return Arrays.stream(each.getParameters()).anyMatch(NullsTest::isNullable)
                || each.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }
}
