package dev.gitops.helm;

/** The story with manifests that are published, so that no cluster is needed. */
class OwnRepositoryTest extends OwnRepositoryStory {

    @Override
    String app() {
        return "shop";
    }

    @Override
    String environments() {
        return """
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  production: { cluster: production, namespace: production, promotesFrom: [dev], delivery: rendered }
                """;
    }
}
