package dev.gitops.helm;

/** The schema of what stands under {@code helm} in the inventory. */
final class HelmSchema {

    private static final String PATH = """
            {"type": "string", "pattern": "^[A-Za-z0-9_]([A-Za-z0-9_./-]|\\\\[[A-Za-z0-9_./=-]+\\\\])*$", "title": "a path into the values, as in image.tag or containers[0].image"}""";

    private static final String PATHS = """
            "registry": %1$s, "repository": %1$s, "tag": %1$s, "digest": %1$s, "image": %1$s""".formatted(PATH);

    static final String TEXT = """
            {"type": "object", "required": ["chart"], "additionalProperties": false,
             "description": "a Helm chart with its values files",
             "properties": {
              "chart": {"oneOf": [
               {"type": "string", "x-path": true, "x-placeholders": true, "title": "a path", "description": "the chart's folder"},
               {"type": "object", "additionalProperties": false, "required": ["repository", "name", "version", "digest"],
                "description": "a chart from a chart repository; a digest pins what is fetched",
                "properties": {
                 "repository": {"type": "string", "pattern": "^(oci|https?)://[A-Za-z0-9][A-Za-z0-9._:/-]*$", "description": "oci://HOST/PATH, or the URL of an HTTP chart repository"},
                 "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$", "maxLength": 128},
                 "version": {"type": "string", "pattern": "^v?[0-9][0-9A-Za-z.+-]*$", "maxLength": 128},
                 "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "description": "of the chart's archive, as the index of the repository or the layer of the OCI artifact names it"}}}]},
              "values": {"oneOf": [
               {"type": "string", "x-path": true, "x-placeholders": true},
               {"type": "array", "items": {"type": "string", "x-path": true, "x-placeholders": true}}],
               "description": "values files, later ones winning; a file with {environment} in it belongs to the environment"},
              "release": {"type": "string", "pattern": "^[a-z0-9{][a-z0-9{}-]*$", "maxLength": 80, "x-placeholders": true, "default": "{app}", "description": "the release's name"},
              "kubeVersion": {"type": "string", "pattern": "^v?1\\\\.[0-9]+(\\\\.[0-9]+)?$", "default": "%s", "description": "what charts see as the cluster's version"},
              "apiVersions": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9][A-Za-z0-9./-]*$"}, "description": "what charts see as the cluster's API versions, besides the usual ones, as in monitoring.coreos.com/v1"},
              "crds": {"type": "boolean", "default": true, "description": "whether what stands in crds/ is rendered too"},
              "hooks": {"type": "boolean", "default": true, "description": "whether objects with helm.sh/hook are rendered too"},
              "timeout": {"type": "string", "pattern": "^[1-9][0-9]{0,3}[sm]$", "default": "60s", "description": "how long one rendering may take, as in 90s or 5m; what takes longer is stopped"},
              "maxSize": {"type": "integer", "minimum": 1, "maximum": 1024, "default": 64, "description": "how many megabytes one rendering may give"},
              "paths": {"type": "object", "description": "where the chart takes its images from; for several images a map by their names",
               "properties": {%s},
               "additionalProperties": {"type": "object", "additionalProperties": false, "properties": {%s}}}}}""".formatted(HelmConfig.KUBE_VERSION, PATHS, PATHS);

    private HelmSchema() {}
}
