package dev.gitops.helm;

import dev.gitops.api.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Charts of chart repositories, fetched once and kept in the cache folder by the digest of their archive. The digest in the inventory decides what is taken: nothing else can come, today or in
 * a year.
 */
final class RemoteCharts implements Charts {

    private final Supplier<Settings> settings;
    private final boolean offline;
    private final Map<String, Map<String, byte[]>> unpacked = new ConcurrentHashMap<>();

    RemoteCharts(Supplier<Settings> settings) {
        this(settings, false);
    }

    private RemoteCharts(Supplier<Settings> settings, boolean offline) {
        this.settings = settings;
        this.offline = offline;
    }

    /** Those that were fetched before, and no others. */
    static Charts kept() {
        return new RemoteCharts(Settings::fromEnvironment, true);
    }

    /** With the process' settings, which are read when a chart is first wanted. */
    static Charts standard() {
        return new RemoteCharts(Settings::fromEnvironment);
    }

    @Override
    public Map<String, byte[]> files(RemoteChart chart) {
        return unpacked.computeIfAbsent(chart.digest() + chart.name(), absent -> unpack(chart, packed(chart)));
    }

    private byte[] packed(RemoteChart chart) {
        Settings given = settings.get();
        Path kept = given.cacheFolder().resolve("charts").resolve(chart.digest().replace(':', '-') + ".tgz");
        try {
            if (Files.exists(kept)) {
                byte[] bytes = Files.readAllBytes(kept);
                if (chart.isOci() || digest(bytes).equals(chart.digest())) {
                    return bytes;
                }
            }
            if (offline) {
                throw Invalid.file(
                        "the chart " + chart,
                        chart.name(),
                        "is of a chart repository and was not fetched here before, and nothing is fetched for what may be a stranger's change",
                        "keep the chart in the config repository, or render it once where the network may be used, with the same GITOPS_CACHE");
            }
            given.progress().tell("fetching the chart " + chart);
            byte[] bytes = chart.isOci() ? new OciCharts(given).fetch(chart) : new HttpCharts(given).fetch(chart);
            Files.createDirectories(kept.getParent());
            Path fresh = Files.createTempFile(kept.getParent(), "chart-", ".part");
            Files.write(fresh, bytes);
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } catch (IOException full) {
            throw new UncheckedIOException("the chart " + chart + " could not be kept in " + kept.getParent(), full);
        }
    }

    private static Map<String, byte[]> unpack(RemoteChart chart, byte[] packed) {
        String what = "the chart " + chart;
        try {
            return ChartFiles.unpacked(Archive.unpack(packed), what);
        } catch (IOException broken) {
            throw Invalid.file(
                    what, chart.name(), "what the repository has is no packed chart: " + broken.getMessage(), null);
        }
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
