package dev.gitops.testkit;

import dev.gitops.api.App;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Credentials;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Event;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.LineStop;
import dev.gitops.api.Origin;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Plan;
import dev.gitops.api.Previews;
import dev.gitops.api.Records;
import dev.gitops.api.Release;
import dev.gitops.api.Train;
import dev.gitops.api.TrainPlan;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A value of each type that the doors speak of, for tests that ask all of them; doors are those of a world. */
final class SampleValues implements AutoCloseable {

    private final Map<Class<?>, Object> known = new HashMap<>();
    private final GitOps gitops;

    SampleValues(Path folder) {
        GitOpsWorld world = GitOpsWorld.withShop(folder);
        gitops = world.as("alice");
        App shop = gitops.app("shop");
        Pipeline pipeline = Pipeline.forApp(shop);
        Release release = Release.of(Pipeline.match(shop, List.of(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"))));
        put(GitOps.class, gitops);
        put(App.class, shop);
        put(Lifecycle.class, gitops.lifecycle());
        put(Previews.class, gitops.previews());
        put(Records.class, gitops.records());
        put(Pipeline.class, pipeline);
        put(Pipeline.ReleaseStage.class, pipeline.release(release));
        put(Pipeline.ChangeStage.class, pipeline.hold(EnvironmentName.DEV));
        put(Pipeline.PromotionStage.class, pipeline.promote(EnvironmentName.DEV, EnvironmentName.STAGING));
        put(Pipeline.RollbackStage.class, pipeline.rollback(EnvironmentName.DEV));
        put(
                Pipeline.RollbackTarget.class,
                pipeline.rollback(EnvironmentName.DEV).toPrevious());
        put(Pipeline.DeploymentStage.class, pipeline.deploy(EnvironmentName.DEV));
        put(Plan.class, pipeline.hold(EnvironmentName.DEV).plan());
        put(TrainPlan.class, gitops.plan(Train.from(EnvironmentName.DEV).to(EnvironmentName.STAGING)));
        put(DeploymentPlan.class, pipeline.deploy(EnvironmentName.DEV).plan());
        put(
                Deployment.class,
                Deployment.builder().environment(EnvironmentName.DEV).build());
        put(Change.class, new Change.Holding(EnvironmentName.DEV, true, null));
        put(ChangeOutcome.class, Samples.committed());
        put(dev.gitops.api.DeploymentOutcome.class, Samples.verified());
        put(dev.gitops.api.DeploymentRecord.class, Samples.record().build());
        put(dev.gitops.api.DeploymentReport.class, Samples.report().build());
        put(Event.class, new Event.Note(Instant.EPOCH, "note"));
        put(
                ChangeEvent.class,
                new ChangeEvent.Started(
                        Instant.EPOCH,
                        new GitOps.AppEnvironment("shop", EnvironmentName.DEV),
                        dev.gitops.api.Operation.HOLD));
        put(EnvironmentName.class, EnvironmentName.DEV);
        put(ImageRef.class, ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"));
        put(Release.class, release);
        put(Credentials.class, Credentials.of("https://git.example.com").token("token"));
        put(LineStop.class, LineStop.ALL);
        put(Credentials.At.class, Credentials.of("https://git.example.com"));
        put(Origin.class, Origin.of("https://git.example.com").orElseThrow());
        put(dev.gitops.api.Inventory.class, gitops.inventory());
        put(dev.gitops.api.AppSpec.class, shop.spec());
        put(dev.gitops.api.EnvironmentSpec.class, shop.spec().environments().get(EnvironmentName.DEV));
        put(dev.gitops.api.Settings.class, world.settings("alice"));
        put(
                GitOpsException.class,
                new InvalidInputException("a test", List.of(dev.gitops.api.Problem.of("key", null, "why", null))));
        put(
                InvalidInputException.class,
                new InvalidInputException("a test", List.of(dev.gitops.api.Problem.of("key", null, "why", null))));
        put(RuntimeException.class, new IllegalStateException("a test"));
        put(Throwable.class, new IllegalStateException("a test"));
        put(String.class, "https://git.example.com");
        put(CharSequence.class, "text");
        put(Object.class, "object");
        put(Path.class, folder);
        put(URI.class, URI.create("https://git.example.com"));
        put(Instant.class, Instant.EPOCH);
        put(Duration.class, Duration.ofMinutes(1));
        put(Clock.class, Clock.systemUTC());
        put(ClassLoader.class, SampleValues.class.getClassLoader());
        put(Optional.class, Optional.empty());
        put(OptionalInt.class, OptionalInt.empty());
        put(OptionalLong.class, OptionalLong.empty());
        put(List.class, List.of());
        put(Set.class, Set.of());
        put(Map.class, Map.of());
        put(Collection.class, List.of());
        put(Iterable.class, List.of());
        put(Long.class, 1L);
        put(Integer.class, 1);
        put(Boolean.class, true);
        put(int.class, 1);
        put(long.class, 1L);
        put(double.class, 1.0);
        put(boolean.class, true);
    }

    private void put(Class<?> type, Object value) {
        known.put(type, value);
    }

    Object of(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType parameterized) {
            return of(parameterized.getRawType());
        }
        if (type instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        Class<?> wanted = (Class<?>) type;
        Object value = known.get(wanted);
        return value != null ? value : made(wanted);
    }

    private Object made(Class<?> type) throws ReflectiveOperationException {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.getSimpleName().startsWith("Immutable")) {
            return of(type.getInterfaces()[0]);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isRecord()) {
            Constructor<?> constructor = type.getConstructors()[0];
            Object[] values = new Object[constructor.getParameterCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = of(constructor.getGenericParameterTypes()[i]);
            }
            return constructor.newInstance(values);
        }
        if (type.getSimpleName().equals("Builder") && type.getEnclosingClass() != null) {
            Method builder = type.getEnclosingClass().getMethod("builder");
            return builder.invoke(null);
        }
        if (type.isSealed()) {
            return of(type.getPermittedSubclasses()[0]);
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "toString" -> "a " + type.getSimpleName();
                        case "hashCode" -> 1;
                        case "equals" -> false;
                        default -> Modifier.isAbstract(method.getModifiers()) ? null : method.getDefaultValue();
                    });
        }
        throw new IllegalStateException("no sample of " + type + "; add one");
    }

    @Override
    public void close() {
        gitops.close();
    }
}
