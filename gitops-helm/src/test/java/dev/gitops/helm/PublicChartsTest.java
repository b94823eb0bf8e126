package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Charts with helpers, sub-charts, a library, conditions, tags, aliases, imported and global values, definitions and hooks render as Helm 3.19 renders them. */
class PublicChartsTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    private static Path shared;

    @ParameterizedTest
    @EnumSource
    void givesTheCommittedTextOfHelm(PublicCharts chart) throws Exception {
        assertThat(chart.render().yaml()).isEqualTo(Files.readString(RESOURCES.resolve(chart.golden())));
    }

    @ParameterizedTest
    @EnumSource
    void hasNothingMadeByChance(PublicCharts chart) {
        assertThat(chart.render().notices()).isEmpty();
    }

    /** With {@code -Dhelm.golden=true} what the real command prints is kept as the committed text. */
    @ParameterizedTest
    @EnumSource
    void isByteForByteWhatHelmTemplatePrints(PublicCharts chart) throws Exception {
        Optional<HelmBinary> helm = HelmBinary.find();
        Assumptions.assumeTrue(helm.isPresent(), HelmBinary.SKIPPED);
        Path folder = withSubCharts(helm.orElseThrow(), chart.chart());

        String printed = helm.orElseThrow().run(chart.command(folder.toString()).toArray(String[]::new));

        if (Boolean.getBoolean("helm.golden")) {
            Files.createDirectories(RESOURCES.resolve(chart.golden()).getParent());
            Files.writeString(RESOURCES.resolve(chart.golden()), printed);
        }
        assertThat(chart.render().yaml()).isEqualTo(printed);
    }

    private static Path withSubCharts(HelmBinary helm, String chart) throws Exception {
        Path folder = shared.resolve(chart);
        if (!Files.exists(folder)) {
            Folders.copy(RESOURCES.resolve(PublicCharts.FOLDER), folder);
            for (String each :
                    chart.equals("store") ? new String[] {"redis", "mysql", "store"} : new String[] {chart}) {
                helm.run(
                        "dependency",
                        "update",
                        "--skip-refresh",
                        folder.resolve(each).toString());
            }
        }
        return folder;
    }
}
