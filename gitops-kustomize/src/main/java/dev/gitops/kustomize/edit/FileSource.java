package dev.gitops.kustomize.edit;

import java.util.Optional;

/** The files around a kustomization, by their path from it. The core reads through this port, so it works on Git objects as on a folder. */
public interface FileSource {

    /**
     * The content of a file.
     *
     * @param path its path from the kustomization, with {@code /}
     * @return the content; empty where there is no such file
     */
    Optional<String> read(String path);
}
