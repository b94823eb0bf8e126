package dev.gitops.audit.store.git;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Names;
import dev.gitops.api.Problem;
import dev.gitops.record.Ulid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where things stand on the branch of records. */
final class GitLayout {

    /** The folder of the records: {@code records/<yyyy>/<mm>/<dd>/<app>/<env>/<id>.json}, the day being that of the id. */
    static final String RECORDS = "records";

    static final String NOTES = "notes";
    static final String SALT = "salt";
    private static final String SUFFIX = ".json";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final Pattern NOTE_NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private GitLayout() {}

    static String pathOf(DeploymentRecord record) {
        if (!Ulid.isUlid(record.id()) || !Names.isLabel(record.app())) {
            throw new InvalidInputException(
                    "the deployment record",
                    List.of(Problem.of(
                            "id, app",
                            record.id() + ", " + record.app(),
                            "are not a ULID and a DNS-1123 label",
                            null)));
        }
        return String.join(
                "/",
                RECORDS,
                DAY.format(Ulid.timeOf(record.id())),
                record.app(),
                record.environment().value(),
                record.id() + SUFFIX);
    }

    /** The id in a record's path; empty where the path is no record's. */
    static Optional<String> idOf(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 7 || !parts[0].equals(RECORDS) || !parts[6].endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String id = parts[6].substring(0, parts[6].length() - SUFFIX.length());
        if (!Ulid.isUlid(id)) {
            return Optional.empty();
        }
        Instant time = Ulid.timeOf(id);
        boolean placed = DAY.format(time).equals(String.join("/", parts[1], parts[2], parts[3]));
        return placed ? Optional.of(id) : Optional.empty();
    }

    static String notes(String name) {
        if (!NOTE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of notes");
        }
        return NOTES + "/" + name;
    }

    /** Notes stand in files named by their content, so that the same notes are the same file. */
    static String noteFile(String name, String content) {
        return notes(name) + "/"
                + hash("SHA-256", content.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }

    /** The index of one branch; the cache folder serves all repositories that this machine knows. */
    static String indexFile(String branch) {
        return "audit-"
                + hash("SHA-256", branch.getBytes(StandardCharsets.UTF_8)).substring(0, 16) + ".index";
    }

    /** The id that Git gives to a file of that content. */
    static String blobId(byte[] content, int idLength) {
        byte[] header = ("blob " + content.length + '\0').getBytes(StandardCharsets.US_ASCII);
        byte[] object = new byte[header.length + content.length];
        System.arraycopy(header, 0, object, 0, header.length);
        System.arraycopy(content, 0, object, header.length, content.length);
        return hash(idLength > 40 ? "SHA-256" : "SHA-1", object);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
