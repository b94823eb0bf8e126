package dev.gitops.yaml.tree;

import java.util.Arrays;

/** Tokens that were read and not yet taken. Each has a number, counted from the beginning of the document. */
final class TokenQueue {

    private Token[] tokens = new Token[32];
    private int head;
    private int tail;
    private int taken;

    int size() {
        return tail - head;
    }

    Token head() {
        return tokens[head];
    }

    Token last() {
        return tokens[tail - 1];
    }

    int headNumber() {
        return taken;
    }

    int endNumber() {
        return taken + size();
    }

    void removeHead() {
        head++;
        taken++;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    void add(Token token) {
        room();
        tokens[tail++] = token;
    }

    /** Puts a token before the one that has a number; behind the last where none has it. */
    void insert(int number, Token token) {
        room();
        int at = head + number - taken;
        System.arraycopy(tokens, at, tokens, at + 1, tail - at);
        tokens[at] = token;
        tail++;
    }

    private void room() {
        if (tail < tokens.length) {
            return;
        }
        if (head > tokens.length / 2) {
            System.arraycopy(tokens, head, tokens, 0, size());
            tail -= head;
            head = 0;
        } else {
            tokens = Arrays.copyOf(tokens, tokens.length * 2);
        }
    }
}
