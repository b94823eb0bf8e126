package dev.gitops.inventory;

import org.jspecify.annotations.Nullable;

/** Where a value stands, as in {@code environments.staging.promotesFrom[0]}; printed only when there is a problem. */
record KeyPath(@Nullable KeyPath parent, String key, int index) {

    private static final int LONGEST_KEY = 63;

    /** The document itself. */
    static final KeyPath ROOT = new KeyPath(null, "", -1);

    KeyPath key(String name) {
        return new KeyPath(this, name, -1);
    }

    KeyPath item(int position) {
        return new KeyPath(this, "", position);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text);
        return text.toString();
    }

    private void print(StringBuilder text) {
        if (parent == null) {
            return;
        }
        parent.print(text);
        if (index >= 0) {
            text.append('[').append(index).append(']');
            return;
        }
        if (!text.isEmpty()) {
            text.append('.');
        }
        if (isPlain(key)) {
            text.append(key);
        } else {
            text.append('"').append(Characters.readable(key, LONGEST_KEY)).append('"');
        }
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Characters.isLetterOrDigit(c) && c != '-' && c != '_' && c != '/') {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= LONGEST_KEY;
    }
}
