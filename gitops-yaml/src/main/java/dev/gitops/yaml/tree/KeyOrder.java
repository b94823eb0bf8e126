package dev.gitops.yaml.tree;

import java.util.Arrays;

/** The order in which go-yaml writes keys: numbers within them count as numbers, and what is no letter comes first. */
final class KeyOrder {

    private static final int SMALL = 24;

    private KeyOrder() {}

    static void sort(String[] keys, int count) {
        if (count > SMALL) {
            Arrays.sort(keys, 0, count, KeyOrder::compare);
            return;
        }
        for (int i = 1; i < count; i++) {
            String key = keys[i];
            int j = i - 1;
            while (j >= 0 && less(key, keys[j])) {
                keys[j + 1] = keys[j];
                j--;
            }
            keys[j + 1] = key;
        }
    }

    static int compare(String a, String b) {
        return less(a, b) ? -1 : less(b, a) ? 1 : 0;
    }

    static boolean less(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char ca = a.charAt(i);
            char cb = b.charAt(i);
            if (ca != cb) {
                return differ(a, b, i, ca, cb);
            }
        }
        return a.length() < b.length();
    }

    private static boolean differ(String a, String b, int i, char ca, char cb) {
        boolean la = isLetter(ca);
        boolean lb = isLetter(cb);
        if (la && lb) {
            return ca < cb;
        }
        if (la || lb) {
            return lb;
        }
        long na = 0;
        long nb = 0;
        if (ca == '0' || cb == '0') {
            for (int j = i - 1; j >= 0 && Character.isDigit(a.charAt(j)); j--) {
                if (a.charAt(j) != '0') {
                    na = 1;
                    nb = 1;
                    break;
                }
            }
        }
        int ia = i;
        for (; ia < a.length() && Character.isDigit(a.charAt(ia)); ia++) {
            na = na * 10 + a.charAt(ia) - '0';
        }
        int ib = i;
        for (; ib < b.length() && Character.isDigit(b.charAt(ib)); ib++) {
            nb = nb * 10 + b.charAt(ib) - '0';
        }
        if (na != nb) {
            return na < nb;
        }
        if (ia != ib) {
            return ia < ib;
        }
        return ca < cb;
    }

    private static boolean isLetter(char c) {
        return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' : Character.isLetter(c);
    }
}
