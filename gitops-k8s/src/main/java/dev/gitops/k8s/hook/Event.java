package dev.gitops.k8s.hook;

import java.util.Locale;
import java.util.Optional;

/** When a hook runs. */
public enum Event {
    /** Before the first deployment writes its objects. */
    PRE_INSTALL,
    /** After the objects of the first deployment are healthy. */
    POST_INSTALL,
    /** Before a later deployment writes. */
    PRE_UPGRADE,
    /** After the objects of a later deployment are healthy. */
    POST_UPGRADE,
    /** Before the deployment of a rollback writes. */
    PRE_ROLLBACK,
    /** After the objects of a rollback are healthy. */
    POST_ROLLBACK,
    /** Before an application is taken out of its environment. */
    PRE_DELETE,
    /** After an application was taken out of its environment. */
    POST_DELETE,
    /** When all is done, to prove that it works. */
    TEST;

    /** {@return the word of the annotation, as in {@code pre-install}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The event of a word.
     *
     * @param word as in {@code pre-install}; case and blanks around it do not matter
     * @return the event; empty where Helm 3 knows no such word
     */
    public static Optional<Event> of(String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("test-success")) {
            return Optional.of(TEST);
        }
        for (Event event : values()) {
            if (event.word().equals(plain)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
