package dev.gitops.yaml.tree;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers as Go prints them: the fewest digits that read back as the same number. */
public final class Numbers {

    private Numbers() {}

    /**
     * As go-yaml writes a float: with an exponent from a million on.
     *
     * @param d a finite number
     * @return its text
     */
    public static String yaml(double d) {
        return print(d, 6, 2);
    }

    /**
     * As Go's JSON has it: with an exponent from 1e21 on.
     *
     * @param d a finite number
     * @return its text
     */
    public static String general(double d) {
        return print(d, 21, 2);
    }

    /**
     * Without an exponent.
     *
     * @param d a finite number
     * @return its text
     */
    public static String fixed(double d) {
        return print(d, Integer.MAX_VALUE, 2);
    }

    /** As a key of JSON, or where a text is wanted: with the digits that tell it from other numbers of 32 bits, and an exponent from a million on. */
    static String key(double d) {
        float narrow = (float) d;
        if (!Float.isFinite(narrow)) {
            return Float.isNaN(narrow) ? ".nan" : narrow < 0 ? "-.inf" : ".inf";
        }
        return print(narrow, 6, 2, rounded -> rounded.floatValue() == narrow);
    }

    /**
     * Whether JSON can say the numbers of some data.
     *
     * @param data the data
     * @return false where one of them is infinite or none
     */
    public static boolean isFinite(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(Numbers::isFinite);
        }
        if (data instanceof List<?> list) {
            return list.stream().allMatch(Numbers::isFinite);
        }
        return !(data instanceof Double number) || Double.isFinite(number);
    }

    private static String print(double d, int threshold, int exponentDigits) {
        return print(d, threshold, exponentDigits, rounded -> rounded.doubleValue() == d);
    }

    private static String print(double d, int threshold, int exponentDigits, Predicate<BigDecimal> same) {
        if (d == 0) {
            return 1 / d < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(d, same);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        digits = withoutTrailingZeros(digits);
        String sign = d < 0 ? "-" : "";
        boolean bare = exponent < threshold && (exponent >= -4 || threshold == Integer.MAX_VALUE);
        return sign + (bare ? fixed(digits, exponent) : scientific(digits, exponent, exponentDigits));
    }

    private static BigDecimal shortest(double d, Predicate<BigDecimal> same) {
        BigDecimal exact = new BigDecimal(d);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (same.test(rounded)) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static String withoutTrailingZeros(String digits) {
        int to = digits.length();
        while (to > 1 && digits.charAt(to - 1) == '0') {
            to--;
        }
        return digits.substring(0, to);
    }

    private static String fixed(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - digits.length());
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    private static String scientific(String digits, int exponent, int exponentDigits) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        String padded = size.length() < exponentDigits ? "0" + size : size;
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + padded;
    }
}
