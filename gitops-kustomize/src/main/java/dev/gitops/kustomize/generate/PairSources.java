package dev.gitops.kustomize.generate;

import dev.gitops.kustomize.config.GeneratorArgs;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.loading.Loader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys and values a generator names: in literals, in files, in files of lines. */
final class PairSources {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Loader loader;
    private final Map<String, byte[]> pairs = new TreeMap<>();

    PairSources(Loader loader) {
        this.loader = loader;
    }

    Map<String, byte[]> read(GeneratorArgs args) {
        for (String env : args.envs()) {
            try {
                lines(loader.bytes(env), args);
            } catch (RefusedException e) {
                throw e;
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("loading KV pairs: env source files: " + args.envs(), e);
            }
        }
        for (String literal : args.literals()) {
            literal(literal, args);
        }
        for (String file : args.files()) {
            file(file, args);
        }
        return pairs;
    }

    private void put(String key, byte[] value, GeneratorArgs args) {
        if (pairs.put(key, value) != null) {
            throw new KustomizeException("configmap " + args.name() + " illegally repeats the key `" + key + "`");
        }
    }

    private void literal(String literal, GeneratorArgs args) {
        int equals = literal.indexOf('=');
        if (equals <= 0) {
            throw new KustomizeException("loading KV pairs: literal sources " + bracketed(args.literals())
                    + ": invalid literal source " + literal + ", expected key=value");
        }
        String value = literal.substring(equals + 1);
        int n = value.length();
        if (n >= 2 && value.charAt(0) == value.charAt(n - 1) && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            value = value.substring(1, n - 1);
        }
        put(literal.substring(0, equals), value.getBytes(StandardCharsets.UTF_8), args);
    }

    private static String bracketed(List<String> texts) {
        return "[" + String.join(" ", texts) + "]";
    }

    private void file(String source, GeneratorArgs args) {
        String prefix = "loading KV pairs: file sources: " + bracketed(args.files()) + ": ";
        int equals = source.indexOf('=');
        if (equals >= 0 && source.indexOf('=', equals + 1) >= 0) {
            throw new KustomizeException(prefix + "source \"" + source + "\" key name or file path contains '='");
        }
        if (equals == 0) {
            throw new KustomizeException(prefix + "missing key name for file path \"" + source.substring(1)
                    + "\" in source \"" + source + "\"");
        }
        if (equals == source.length() - 1 && equals >= 0) {
            throw new KustomizeException(prefix + "missing file path for key name \"" + source.substring(0, equals)
                    + "\" in source \"" + source + "\"");
        }
        String key = equals < 0 ? Paths.name(source) : source.substring(0, equals);
        String path = source.substring(equals + 1);
        try {
            put(key, loader.bytes(path), args);
        } catch (RefusedException e) {
            throw e;
        } catch (KustomizeException e) {
            boolean repeated = String.valueOf(e.getMessage()).startsWith("configmap ");
            throw repeated ? e : KustomizeException.wrap(prefix.substring(0, prefix.length() - 2), e);
        }
    }

    private void lines(byte[] bytes, GeneratorArgs args) {
        int from = 0;
        for (int number = 0; from < bytes.length; number++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
            line(bytes, from, end, number, args);
            from = to + 1;
        }
    }

    private void line(byte[] bytes, int from, int to, int number, GeneratorArgs args) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        copy.write(bytes, from, to - from);
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(copy.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new KustomizeException("line " + (number + 1) + " has invalid utf8 bytes", e);
        }
        boolean marked =
                number == 0 && to - from >= MARK.length && bytes[from] == MARK[0] && bytes[from + 1] == MARK[1];
        if (marked && !line.isEmpty() && line.charAt(0) == '\uFEFF') {
            line = line.substring(1);
        }
        line = line.stripLeading();
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        String value = equals < 0 ? "" : line.substring(equals + 1);
        if (!key.isEmpty()) {
            put(key, value.getBytes(StandardCharsets.UTF_8), args);
        }
    }
}
