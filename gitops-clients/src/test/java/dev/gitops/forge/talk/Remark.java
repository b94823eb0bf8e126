package dev.gitops.forge.talk;

import org.jspecify.annotations.Nullable;

/** A comment as a host has it; its author is null where that user is gone. */
record Remark(long id, @Nullable String author, String text) {}
