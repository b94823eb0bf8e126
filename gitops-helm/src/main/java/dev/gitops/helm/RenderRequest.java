package dev.gitops.helm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code helm template} is asked for, on its way to the process that does it.
 *
 * @param chart the chart's folder
 * @param values the values files, later ones winning
 * @param release the release's name
 * @param namespace the namespace
 * @param kubeVersion the version that the chart sees
 * @param longest how many bytes the answer may have
 */
record RenderRequest(
        Path chart, List<Path> values, String release, String namespace, String kubeVersion, long longest) {

    RenderRequest {
        values = List.copyOf(values);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(chart.toString());
        out.writeInt(values.size());
        for (Path file : values) {
            out.writeUTF(file.toString());
        }
        out.writeUTF(release);
        out.writeUTF(namespace);
        out.writeUTF(kubeVersion);
        out.writeLong(longest);
        out.flush();
    }

    static RenderRequest read(DataInputStream in) throws IOException {
        Path chart = Path.of(in.readUTF());
        List<Path> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(Path.of(in.readUTF()));
        }
        return new RenderRequest(chart, values, in.readUTF(), in.readUTF(), in.readUTF(), in.readLong());
    }
}
