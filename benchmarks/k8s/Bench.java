import dev.gitops.api.EnvironmentName;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One delivery, or one diff, as a process of its own: Bench deliver|diff FILE NAMESPACE; or several in one process: Bench warm FILE NAMESPACE OTHER. */
final class Bench {

    public static void main(String[] arguments) throws Exception {
        long began = System.nanoTime();
        String yaml = Files.readString(Path.of(arguments[1]));
        ClusterAccess access = new ClusterAccess("bench", null, null, null, null, false, System.getenv());
        try (ApplyDelivery delivery = new ApplyDelivery(Cluster.of(access))) {
            DeliveryRequest request = request(yaml, arguments[2]);
            if (arguments[0].equals("warm")) {
                warm(delivery, request, request(Files.readString(Path.of(arguments[3])), arguments[2]));
                return;
            }
            String[] first = {""};
            if (arguments[0].equals("diff")) {
                System.out.println(delivery.diff(request).size() + " differ");
            } else {
                DeliveryResult result = delivery.deliver(request, told -> {
                    if (first[0].isEmpty()) {
                        first[0] = ", first word after " + (System.nanoTime() - began) / 1_000_000 + " ms";
                    }
                });
                Map<Object, Long> actions = result.objects().stream()
                        .collect(java.util.stream.Collectors.groupingBy(object -> object.action(), java.util.stream.Collectors.counting()));
                System.out.println(result.getClass().getSimpleName() + " " + actions + first[0]);
            }
        }
    }

    /** What a server or a long job sees, without the start of a JVM: the fastest of five. */
    private static void warm(ApplyDelivery delivery, DeliveryRequest one, DeliveryRequest two) {
        long unchanged = Long.MAX_VALUE;
        long changed = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            changed = Math.min(changed, time(delivery, i % 2 == 0 ? two : one));
            unchanged = Math.min(unchanged, time(delivery, i % 2 == 0 ? two : one));
        }
        System.out.println("no-op " + unchanged + " ms, all changed " + changed + " ms");
    }

    private static long time(ApplyDelivery delivery, DeliveryRequest request) {
        long began = System.nanoTime();
        delivery.deliver(request, told -> {});
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static DeliveryRequest request(String yaml, String namespace) {
        return DeliveryRequest.builder()
                .target(new Target("bench", EnvironmentName.STAGING, namespace, List.of()))
                .commit("0123456789012345678901234567890123456789")
                .manifests(ManifestReader.rendered(yaml))
                .config(new ProviderConfig("apply", null, ""))
                .source(new DeliveryRequest.Source("https://git.example.com/infra.git", "main", "bench"))
                .timeout(Duration.ofMinutes(10))
                .pruneConfirmed(Set.of())
                .actor("bench")
                .build();
    }
}
