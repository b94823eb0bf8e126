package dev.gitops.helm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the process that renders answers.
 *
 * @param kind what the text is
 * @param text the rendered text, or Helm's words
 */
record RenderAnswer(Kind kind, String text) {

    /** How it went. */
    enum Kind {
        /** The process is ready; no text. */
        READY,
        /** The text is what the chart renders to. */
        RENDERED,
        /** Helm refuses the chart; the text says why. */
        FAILED,
        /** The text would be longer than allowed; it says how many bytes. */
        TOO_LONG,
        /** Helm itself cannot be loaded; the text says why. */
        UNAVAILABLE
    }

    void write(DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(kind.ordinal());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    static RenderAnswer read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) {
            throw new IOException("the process that renders charts says what makes no sense");
        }
        byte[] bytes = in.readNBytes(in.readInt());
        return new RenderAnswer(Kind.values()[kind], new String(bytes, StandardCharsets.UTF_8));
    }
}
