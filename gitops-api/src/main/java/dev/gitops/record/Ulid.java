package dev.gitops.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time: ULIDs, 48 bits of milliseconds and 80 random bits in Crockford's base 32. One maker's ids always rise, also within a millisecond and when the clock goes
 * back. Safe for use by several threads.
 */
public final class Ulid {

    /** How many characters an id has. */
    public static final int LENGTH = 26;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_DIGITS = 10;
    private static final int DIGIT_BITS = 5;
    private static final long LARGEST_TIME = (1L << 48) - 1;
    private static final long LOW_40 = (1L << 40) - 1;

    private final Clock clock;
    private final RandomGenerator random;
    private long time = -1;
    private long high;
    private long low;

    /**
     * A maker of ids.
     *
     * @param clock what time it is
     * @param random the random part; {@link java.security.SecureRandom} where several processes make ids at once
     */
    public Ulid(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** {@return a new id, greater than every id that this maker has made before} */
    public synchronized String next() {
        long now = Math.min(Math.max(clock.millis(), 0), LARGEST_TIME);
        if (now > time) {
            time = now;
            high = random.nextLong() & LOW_40;
            low = random.nextLong() & LOW_40;
        } else {
            increment();
        }
        char[] id = new char[LENGTH];
        write(id, 0, TIME_DIGITS, time);
        write(id, TIME_DIGITS, 8, high);
        write(id, TIME_DIGITS + 8, 8, low);
        return new String(id);
    }

    /**
     * The id of what happened once: the same for whoever tells of it, so that it is told once.
     *
     * @param time when it happened
     * @param what what happened, as in a commit's id with application and environment
     * @return the id
     */
    public static String of(Instant time, String what) {
        byte[] digest = sha256(what);
        char[] id = new char[LENGTH];
        write(id, 0, TIME_DIGITS, Math.min(Math.max(time.toEpochMilli(), 0), LARGEST_TIME));
        write(id, TIME_DIGITS, 8, number(digest, 0) & LOW_40);
        write(id, TIME_DIGITS + 8, 8, number(digest, 5) & LOW_40);
        return new String(id);
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + 5; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private void increment() {
        low = (low + 1) & LOW_40;
        if (low == 0) {
            high = (high + 1) & LOW_40;
            if (high == 0) {
                time++;
            }
        }
    }

    private static void write(char[] id, int from, int count, long value) {
        long rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            id[i] = DIGITS.charAt((int) (rest & (DIGITS.length() - 1)));
            rest >>>= DIGIT_BITS;
        }
    }

    /**
     * Whether a text is an id as {@link #next()} makes it.
     *
     * @param text the text
     * @return true for 26 upper case digits of Crockford's base 32 whose time fits 48 bits
     */
    public static boolean isUlid(String text) {
        return text.length() == LENGTH && text.charAt(0) <= '7' && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }

    /**
     * When an id was made.
     *
     * @param id a ULID
     * @return the time, to the millisecond
     * @throws IllegalArgumentException if it is no ULID
     */
    public static Instant timeOf(String id) {
        if (!isUlid(id)) {
            throw new IllegalArgumentException("\"" + id + "\" is no ULID");
        }
        long millis = 0;
        for (int i = 0; i < TIME_DIGITS; i++) {
            millis = millis << DIGIT_BITS | DIGITS.indexOf(id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }
}
