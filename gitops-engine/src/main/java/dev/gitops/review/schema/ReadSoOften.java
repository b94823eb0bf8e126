package dev.gitops.review.schema;

/** A text whose characters are given out so often and no more: what matches a pattern step by step would otherwise have no end. */
final class ReadSoOften implements CharSequence {

    private static final int MOST = 1_000_000;

    private final String text;
    private int left = MOST;

    ReadSoOften(String text) {
        this.text = text;
    }

    /** The text was read too often. */
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        Enough() {
            super("a pattern takes too long", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Enough();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
