package dev.gitops.record;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.Credentials;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Settings;
import dev.gitops.api.VerifyResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of records: the values of the variables that hold credentials, user names and passwords in URLs, private keys and the well-known forms of tokens. Every store lets each record pass
 * through here before it writes it.
 */
public final class Redaction {

    /** What stands where a secret stood. */
    public static final String MARK = "[redacted]";

    private static final int SHORTEST_SECRET = 6;
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(PASSWORD|PASSWD|TOKEN|SECRET|WEBHOOK|PRIVATE|CREDENTIAL|_KEY|APIKEY).*");
    private static final Pattern FORMS = Pattern.compile("(?<=://)[^/\\s@]+(?=@)"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
            + "|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_[A-Za-z0-9_]{20,}|\\bglpat-[A-Za-z0-9_-]{16,}"
            + "|\\bxox[abposr]-[A-Za-z0-9-]{10,}|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*"
            + "|(?i)(?<=\\b(?:bearer|basic) )[A-Za-z0-9._~+/=-]{16,}"
            + "|\\bnpm_[A-Za-z0-9]{30,}|\\bdckr_pat_[A-Za-z0-9_-]{20,}|\\bhvs\\.[A-Za-z0-9_-]{20,}|\\bAIza[A-Za-z0-9_-]{30,}"
            + "|\\bgl(?:ptt|dt|rt|soat|ft|agent)-[A-Za-z0-9_-]{16,}|\\bATATT[A-Za-z0-9_=-]{20,}|\\bsk_live_[A-Za-z0-9]{16,}"
            + "|\\bhttps://hooks\\.slack\\.com/services/[A-Za-z0-9/]+"
            + "|(?i)(?<=\\b(?:token|access_token|password|passwd|secret|api_key|apikey)=)[^&\\s]{4,}");

    private static final List<String> MARKS = List.of(
            "PRIVATE KEY",
            "ghp_",
            "gho_",
            "ghu_",
            "ghr_",
            "ghs_",
            "github_pat_",
            "glpat-",
            "glptt-",
            "gldt-",
            "glrt-",
            "glsoat-",
            "glft-",
            "glagent-",
            "xox",
            "AKIA",
            "eyJ",
            "npm_",
            "dckr_pat_",
            "hvs.",
            "AIza",
            "ATATT",
            "sk_live_",
            "hooks.slack.com");
    private static final List<String> WORDS = List.of("bearer ", "basic ");

    private final Optional<Pattern> secrets;

    private Redaction(Optional<Pattern> secrets) {
        this.secrets = secrets;
    }

    /**
     * Whether a variable's name speaks of a secret.
     *
     * @param name as in {@code DB_PASSWORD}
     * @return true if its value is to be hidden
     */
    public static boolean secretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /**
     * A redaction that knows the secrets of some settings: those of their credentials, and those among their variables.
     *
     * @param settings the settings
     * @return the redaction
     */
    public static Redaction of(Settings settings) {
        return of(known(settings));
    }

    /**
     * The variables of some settings, and the secrets of their credentials under names that speak of secrets.
     *
     * @param settings the settings
     * @return what {@link #of(Map)} takes
     */
    public static Map<String, String> known(Settings settings) {
        Map<String, String> known = new LinkedHashMap<>(settings.environment());
        for (Credentials given : settings.credentials()) {
            given.secret().ifPresent(secret -> known.put("PASSWORD of " + given.origin(), secret));
        }
        return known;
    }

    /**
     * A redaction that knows the secrets among some variables.
     *
     * @param environment the variables; those whose name speaks of a password, token, key, webhook or secret hold secrets. A {@code GITOPS_AUDIT_KEY} that is a file's path is no secret
     * @return the redaction
     */
    public static Redaction of(Map<String, String> environment) {
        List<String> values = environment.entrySet().stream()
                .filter(variable -> secretName(variable.getKey()))
                .map(variable -> variable.getValue().strip())
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .toList();
        return new Redaction(
                values.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(String.join("|", values))));
    }

    /**
     * A record without secrets.
     *
     * @param record the record
     * @return the record, {@link #MARK} where a secret stood
     */
    public DeploymentRecord clean(DeploymentRecord record) {
        Map<String, Object> extra = new LinkedHashMap<>();
        record.extra().forEach((key, value) -> {
            Object cleaned = value(value);
            if (cleaned != null) {
                extra.put(key, cleaned);
            }
        });
        return DeploymentRecord.builder()
                .from(record)
                .requestedBy(text(record.requestedBy()))
                .approvals(record.approvals().stream().map(this::approval).toList())
                .reason(record.reason().map(this::text))
                .changeRequest(record.changeRequest().map(this::changeRequest))
                .buildUrl(record.buildUrl().map(this::text))
                .failure(record.failure().map(this::text))
                .breakGlass(record.breakGlass().map(this::text))
                .notices(record.notices().stream().map(this::text).toList())
                .verify(record.verify().stream().map(this::step).toList())
                .extra(extra)
                .build();
    }

    private VerifyResult step(VerifyResult step) {
        return new VerifyResult(text(step.step()), step.passed(), text(step.detail()), step.figures());
    }

    /**
     * A text without secrets.
     *
     * @param text the text
     * @return the text, {@link #MARK} where a secret stood
     */
    public String text(String text) {
        String known = secrets.map(pattern -> pattern.matcher(text).replaceAll(Matcher.quoteReplacement(MARK)))
                .orElse(text);
        return mayHold(known) ? FORMS.matcher(known).replaceAll(Matcher.quoteReplacement(MARK)) : known;
    }

    /** Whether it is worth to look closely: every form has one of these marks, and most texts have none. */
    private static boolean mayHold(String text) {
        return text.indexOf('=') >= 0
                || text.indexOf('@') >= 0 && text.contains("://")
                || MARKS.stream().anyMatch(text::contains)
                || WORDS.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains);
    }

    private Approval approval(Approval approval) {
        return new Approval(
                text(approval.by()), nullable(approval.note()), nullable(approval.url()), approval.diffDigest());
    }

    private ChangeRequest changeRequest(ChangeRequest request) {
        return new ChangeRequest(text(request.url()), request.number(), request.state());
    }

    private @Nullable String nullable(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> cleaned = new LinkedHashMap<>();
            map.forEach((key, item) -> cleaned.put(String.valueOf(key), value(item)));
            return cleaned;
        }
        return value;
    }
}
