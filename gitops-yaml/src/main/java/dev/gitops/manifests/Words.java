package dev.gitops.manifests;

/** Replaces a word where it stands as a word: not within another one. */
final class Words {

    private Words() {}

    static String replace(String text, String word, String by) {
        if (word.isEmpty()) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean whole = (at == 0 || !partOfWord(text.charAt(at - 1)))
                    && (end == text.length() || !partOfWord(text.charAt(end)));
            if (whole && at >= from) {
                result.append(text, from, at).append(by);
                from = end;
            }
        }
        return from == 0 ? text : result.append(text, from, text.length()).toString();
    }

    private static boolean partOfWord(char c) {
        return Character.isLetterOrDigit(c);
    }
}
