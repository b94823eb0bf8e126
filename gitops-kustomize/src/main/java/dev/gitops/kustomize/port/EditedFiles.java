package dev.gitops.kustomize.port;

import dev.gitops.kustomize.files.FileTree;
import java.util.List;

/**
 * Files of which one has another content.
 *
 * @param files the others
 * @param path the file that differs
 * @param content what it holds
 */
@SuppressWarnings("ArrayRecordComponent")
record EditedFiles(FileTree files, String path, byte[] content) implements FileTree {

    @Override
    public Type type(String at) {
        return files.type(at);
    }

    @Override
    public List<String> list(String at) {
        return files.list(at);
    }

    @Override
    public byte[] read(String at) {
        return at.equals(path) || at.equals(files.real(path)) ? content : files.read(at);
    }

    @Override
    public String real(String at) {
        return files.real(at);
    }
}
