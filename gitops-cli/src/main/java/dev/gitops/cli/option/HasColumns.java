package dev.gitops.cli.option;

/** A command whose result has columns: it takes {@code -o csv}, the others refuse it before they do anything. */
public interface HasColumns {}
