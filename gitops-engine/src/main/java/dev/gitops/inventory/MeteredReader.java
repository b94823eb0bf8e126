package dev.gitops.inventory;

import java.io.IOException;
import java.io.StringReader;
import java.util.function.Supplier;

/** A text that is given to a parser as long as the parser makes something of it: where it asks for very much before the next event, it is on a text or comment that no inventory needs. */
final class MeteredReader extends StringReader {

    /** How much the parser looks at ahead of an event; also the size of what it asks for at once. */
    static final int WINDOW = 64 << 10;

    private final int longest;
    private final Supplier<RuntimeException> tooLong;
    private int sinceEvent;

    MeteredReader(String text, int longest, Supplier<RuntimeException> tooLong) {
        super(text);
        this.longest = longest;
        this.tooLong = tooLong;
    }

    /** The parser has come to an end of something. */
    void event() {
        sinceEvent = 0;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        sinceEvent += Math.max(0, read);
        if (sinceEvent > longest + WINDOW) {
            throw tooLong.get();
        }
        return read;
    }
}
