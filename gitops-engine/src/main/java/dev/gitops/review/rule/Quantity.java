package dev.gitops.review.rule;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Amounts as Kubernetes writes them: {@code 1Gi}, {@code 500m}, {@code 1e3}. */
final class Quantity {

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", new BigDecimal("0.000000001")),
            Map.entry("u", new BigDecimal("0.000001")),
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));
    private static final int LONGEST = 40;

    private Quantity() {}

    /** The amount; empty where the text is none. */
    static Optional<BigDecimal> of(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        int end = text.length();
        while (end > 0 && !isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
            end--;
        }
        BigDecimal unit = UNITS.get(text.substring(end));
        try {
            return unit == null
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text.substring(0, end))
                            .multiply(unit)
                            .stripTrailingZeros());
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
