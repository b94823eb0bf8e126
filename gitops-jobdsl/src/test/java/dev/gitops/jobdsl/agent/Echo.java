package dev.gitops.jobdsl.agent;

/** A command that says what it was given: what is packed in tests. */
public final class Echo {

    private Echo() {}

    public static void main(String[] arguments) {
        System.out.println(String.join("|", arguments));
    }
}
