package dev.gitops.kustomize.cli;

import dev.gitops.kustomize.BuiltResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Writes objects into files of their own, named as kustomize names them. */
final class OutputFiles {

    private OutputFiles() {}

    static void write(List<BuiltResource> resources, Path directory) throws IOException {
        Set<String> namespaces = new TreeSet<>();
        resources.forEach(resource -> namespaces.add(resource.namespace()));
        for (BuiltResource resource : resources) {
            String prefix = namespaces.size() > 1 && !resource.namespace().isEmpty() ? resource.namespace() + "_" : "";
            String type = resource.apiVersion().replace('/', '_') + "_" + resource.kind();
            String name = prefix + type.toLowerCase(Locale.ROOT) + "_" + resource.name() + ".yaml";
            Files.writeString(directory.resolve(name.replace('/', '_')), resource.text());
        }
    }
}
