import dev.gitops.kustomize.BuildOptions;
import dev.gitops.kustomize.BuildResult;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.files.DiskFileTree;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times builds in one process: the first, warm ones whose files are parsed anew each time, and warm ones that reuse what was parsed.
 *
 * <p>Use: {@code java -cp JARS InProcess.java DIR RUNS}; prints milliseconds: first, median fresh, median again.
 */
public class InProcess {

    public static void main(String[] args) {
        String root = DiskFileTree.path(Path.of(args[0]));
        int runs = Integer.parseInt(args[1]);
        double first = time(Kustomize.once(BuildOptions.DEFAULTS), root);
        double[] fresh = new double[runs];
        for (int i = 0; i < runs; i++) {
            fresh[i] = time(Kustomize.once(BuildOptions.DEFAULTS), root);
        }
        Kustomize kept = Kustomize.with(BuildOptions.DEFAULTS);
        time(kept, root);
        double[] again = new double[runs];
        for (int i = 0; i < runs; i++) {
            again[i] = time(kept, root);
        }
        System.out.printf("%.1f %.1f %.1f%n", first, median(fresh), median(again));
    }

    private static double time(Kustomize kustomize, String root) {
        long start = System.nanoTime();
        BuildResult result = kustomize.build(DiskFileTree.get(), root);
        int length = result.text().length();
        double millis = (System.nanoTime() - start) / 1e6;
        if (length == 0) {
            throw new IllegalStateException("nothing was built");
        }
        return millis;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
