package dev.gitops.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the program that {@code GIT_ASKPASS} names, as Git does; Jenkins' credentials binding sets it. It is run without a shell, and sees the given variables only. */
final class AskPass {

    private static final long PATIENCE = 60;

    private AskPass() {}

    static String ask(Map<String, String> environment, String question) throws IOException {
        String program = environment.getOrDefault("GIT_ASKPASS", "");
        ProcessBuilder builder = new ProcessBuilder(program, question);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new GitException.AuthenticationFailed(
                    "the program that GIT_ASKPASS names cannot be run: " + program
                            + "; check that it is there and executable",
                    e);
        }
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new GitException.AuthenticationFailed(
                        "the program that GIT_ASKPASS names gave no answer: " + program + "; it asks for \""
                                + question.strip() + "\"",
                        null);
            }
            int end = answer.indexOf('\n');
            return (end < 0 ? answer : answer.substring(0, end)).replace("\r", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while GIT_ASKPASS was asked", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
