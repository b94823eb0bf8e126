package dev.gitops.audit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** SQL scripts beside this class; a line that is only {@code --;} parts their statements, since bodies of triggers hold semicolons. */
final class Scripts {

    private Scripts() {}

    static List<String> statements(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            String script = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.split("(?m)^--;\\s*$"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
