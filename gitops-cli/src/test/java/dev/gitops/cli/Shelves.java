package dev.gitops.cli;

import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;

/** A kind of one's own. */
final class Shelves {

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: { name: shelves.example.com }
            spec:
              group: example.com
              scope: Namespaced
              names: { plural: shelves, kind: Shelf }
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
            """;

    private Shelves() {}

    /** The definition of the kind, with a schema. */
    static String definition(String schema) {
        return DEFINITION + schema.indent(10);
    }

    /** One shelf, as a file has it. */
    static String text(String spec) {
        return "{apiVersion: example.com/v1, kind: Shelf, metadata: {name: a}, spec: " + spec + "}\n";
    }

    /** One shelf. */
    static ManifestObject shelf(String spec) {
        return ManifestReader.read(text(spec)).get(0);
    }
}
