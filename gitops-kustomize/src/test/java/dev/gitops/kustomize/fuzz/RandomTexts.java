package dev.gitops.kustomize.fuzz;

import java.util.Random;

/** Random scalars as people write them, and as they should not. */
final class RandomTexts {

    private static final String[] SCALARS = {
        "plain",
        "\"quoted\"",
        "'single'",
        "yes",
        "\"no\"",
        "on",
        "true",
        "\"true\"",
        "1",
        "\"1\"",
        "0777",
        "1.50",
        "1e3",
        "null",
        "~",
        "\"\"",
        "''",
        "a b c",
        "\"a: b\"",
        "'x #y'",
        "http://example.com:80/p?q=1",
        "2001-01-01",
        "12:30",
        "\"0x1F\"",
        "0x1F",
        "-1",
        "+2",
        ".5",
        "1_000",
        "\"tab\\tx\"",
        "\"uni \\u263a\"",
        "\"emoji \\U0001F600\"",
        "$(VAR)",
        "a$(VAR)b",
        "\"*\"",
        "'@at'",
        "\"%p\"",
        "key=value",
        "[]",
        "{}",
        "\"a\\nb\"",
        "<<x",
        "=",
        "\"- x\"",
        "long " + "word ".repeat(25) + "end",
        "\"long  double " + "word  ".repeat(20) + "end\"",
        "08",
        "1.10",
        "y",
        "n",
        "'it''s'",
        "\"back\\\\slash\"",
        "1.0",
        "100000000000000000000",
        "3000000",
        "0.000001",
        "\" lead\"",
        "\"trail \""
    };

    private final Random random;

    RandomTexts(Random random) {
        this.random = random;
    }

    String scalar() {
        return SCALARS[random.nextInt(SCALARS.length)];
    }

    /** A scalar that is a string whoever reads it. */
    String string() {
        while (true) {
            String scalar = scalar();
            boolean quoted = scalar.startsWith("\"") || scalar.startsWith("'");
            boolean letters = scalar.matches("[a-z][a-z =]{2,}.*") && !scalar.matches("null|true|yes|on|off|no|y|n");
            if (quoted || letters) {
                return scalar;
            }
        }
    }

    String block(String indent) {
        return switch (random.nextInt(4)) {
            case 0 -> "|\n" + indent + "line one\n" + indent + "  line two\n\n" + indent + "line four\n";
            case 1 -> ">-\n" + indent + "folded\n" + indent + "text\n\n" + indent + "para\n";
            case 2 -> "|-\n" + indent + "stripped\n";
            default -> "|+\n" + indent + "kept\n\n";
        };
    }
}
