package dev.gitops.inventory;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CiSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImmutableAppSpec;
import dev.gitops.api.model.ImageSpec;
import dev.gitops.api.model.RepositorySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds applications from a document that was found valid. */
final class AppReader {

    private final String file;
    private final EnvironmentReader environments;
    private final @Nullable Node teams;

    AppReader(String file, EnvironmentReader environments, @Nullable Node teams) {
        this.file = file;
        this.teams = teams;
        this.environments = environments;
    }

    AppSpec read(Node app) {
        String name = Tree.text(app, "name", "");
        Map<EnvironmentName, EnvironmentSpec> own = environments.of(Tree.at(app, "environments"));
        String owner = Tree.text(app, "team");
        WindowReader.add(owner == null ? null : Tree.at(teams, owner), own);
        WindowReader.add(app, own);
        ImmutableAppSpec.Builder spec = AppSpec.builder()
                .name(name)
                .images(images(name, app))
                .manifests(EnvironmentReader.provider(file, Tree.map(app, "manifests")))
                .environments(own)
                .after(Tree.texts(app, "after"))
                .ci(ci(Tree.at(app, "ci"), own))
                .verify(VerifyReader.read(Tree.items(app, "verify")))
                .parityIgnore(Tree.texts(Tree.at(app, "parity"), "ignore"));
        if (owner != null) {
            spec.team(owner);
        }
        String source = Tree.text(app, "source");
        if (source != null) {
            spec.source(source);
        }
        Node previews = Tree.at(app, "previews");
        if (previews != null) {
            spec.previews(PreviewReader.rules(previews));
        }
        RepositorySpec config = repository(Tree.at(app, "config"));
        if (config != null) {
            spec.config(config);
        }
        return spec.build();
    }

    static @Nullable RepositorySpec repository(@Nullable Node config) {
        return config == null
                ? null
                : new RepositorySpec(Tree.text(config, "repository", ""), Tree.text(config, "branch", "main"));
    }

    private static List<ImageSpec> images(String app, Node node) {
        String only = Tree.text(node, "image");
        if (only != null) {
            return List.of(new ImageSpec(app, only));
        }
        List<ImageSpec> images = new ArrayList<>();
        for (Node image : Tree.items(node, "images")) {
            images.add(new ImageSpec(Tree.text(image, "name", ""), Tree.text(image, "image", "")));
        }
        return images;
    }

    private static CiSpec ci(@Nullable Node ci, Map<EnvironmentName, EnvironmentSpec> own) {
        Map<String, EnvironmentName> branches = new LinkedHashMap<>();
        for (Node.Field branch : Tree.fields(ci, "branches")) {
            branches.put(branch.key(), EnvironmentName.of(String.valueOf(Tree.text(branch.value()))));
        }
        if (Tree.at(ci, "branches") == null) {
            branches.put("main", entry(own));
        }
        return new CiSpec(Tree.text(ci, "jenkinsfile", "Jenkinsfile"), branches);
    }

    /** The first environment that releases enter; promotion paths have no cycle, so there is one. */
    private static EnvironmentName entry(Map<EnvironmentName, EnvironmentSpec> own) {
        for (EnvironmentSpec environment : own.values()) {
            if (environment.promotesFrom().isEmpty()) {
                return environment.name();
            }
        }
        throw new IllegalStateException("the promotion paths of a valid inventory begin somewhere");
    }
}
