package dev.gitops.audit.report;

import dev.gitops.text.Hidden;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds HTML. Whatever is text goes through {@link #escape}; there is no other way in for values. */
final class Html {

    private static final int LONGEST_ADDRESS = 2000;

    private final StringBuilder out;

    Html() {
        this(new StringBuilder(4096));
    }

    private Html(StringBuilder out) {
        this.out = out;
    }

    /** Markup that this package wrote itself. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html text(String text) {
        escape(out, text);
        return this;
    }

    /** Markup with {@code {}} where values go; each value is escaped, also within an attribute's quotes. */
    Html add(String markup, Object... values) {
        int from = 0;
        for (Object value : values) {
            int at = markup.indexOf("{}", from);
            out.append(markup, from, at);
            if (value instanceof Html html) {
                out.append(html.out);
            } else {
                escape(out, String.valueOf(value));
            }
            from = at + 2;
        }
        out.append(markup, from, markup.length());
        return this;
    }

    /** A link where the address is one of the web, else only its text: an address of a script must not become a link. */
    Html link(@Nullable String address, String text) {
        return link(Optional.ofNullable(address), text);
    }

    Html link(Optional<String> address, String text) {
        return address.filter(Html::isWeb).isPresent()
                ? add("<a href=\"{}\" rel=\"noreferrer\">{}</a>", address.get(), text)
                : text(text);
    }

    /** Not one that hides where it leads: no login before the host, no host of unseen characters. */
    static boolean isWeb(String address) {
        if (address.length() > LONGEST_ADDRESS || address.codePoints().anyMatch(Hidden::is)) {
            return false;
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return List.of("https", "http").contains(scheme) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                int whole = text.codePointAt(i);
                out.appendCodePoint(Hidden.is(whole) ? '\uFFFD' : whole);
                i++;
                continue;
            }
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                out.append(c);
                continue;
            }
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isShown(c) ? c : '\uFFFD');
            }
        }
    }

    /** Control and bidirectional characters would let a value rearrange what stands around it. */
    private static boolean isShown(char c) {
        return c == '\n' || c == '\t' || !Hidden.is(c);
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
