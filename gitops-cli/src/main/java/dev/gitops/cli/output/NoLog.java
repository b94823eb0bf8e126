package dev.gitops.cli.output;

import java.lang.System.Logger;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The command has no log beside what it prints: whoever runs it reads standard error, and {@code -v} says more. Found by {@link System#getLogger(String)}. */
public final class NoLog extends System.LoggerFinder {

    /** For {@link java.util.ServiceLoader}. */
    public NoLog() {}

    @Override
    public Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            // nobody reads it
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            // nobody reads it
        }
    }
}
