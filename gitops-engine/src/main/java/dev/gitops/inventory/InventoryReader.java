package dev.gitops.inventory;

import dev.gitops.api.AppSpec;
import dev.gitops.api.ImmutableInventory;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.AuditSpec;
import dev.gitops.api.model.ClusterSpec;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.api.model.ForgeSpec;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.HomeSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.KindName;
import dev.gitops.api.model.NotifySpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.model.ReviewSpec;
import dev.gitops.api.model.TeamSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the inventory from a document that was found valid. */
final class InventoryReader {

    private static final String JENKINS = "gitops";

    private InventoryReader() {}

    static Inventory read(String name, Path file, Node root) {
        EnvironmentReader environments = new EnvironmentReader(name, root);
        AppReader apps = new AppReader(name, environments, Tree.at(root, "teams"));
        ImmutableInventory.Builder inventory = Inventory.builder()
                .file(file)
                .environments(environments.all())
                .audit(audit(name, Tree.at(root, "audit")))
                .jenkins(jenkins(Tree.at(root, "jenkins")));
        for (Node node : Tree.items(root, "apps")) {
            AppSpec app = apps.read(node);
            inventory.putApps(app.name(), app);
        }
        RepositorySpec config = AppReader.repository(Tree.at(root, "config"));
        if (config != null) {
            inventory.config(config);
        }
        Node home = Tree.at(root, "home");
        if (home != null) {
            inventory.homeSpec(home(home, config));
        }
        for (Node.Field person : Tree.fields(root, "people")) {
            inventory.putPeople(person.key(), Tree.texts(Tree.map(root, "people"), person.key()));
        }
        inventory.mayPassStops(Tree.texts(Tree.at(root, "line"), "mayPass"));
        Node forge = Tree.at(root, "forge");
        if (forge != null) {
            inventory.forge(new ForgeSpec(Tree.text(forge, "type", "none"), Tree.text(forge, "url")));
        }
        for (Node.Field cluster : Tree.fields(root, "clusters")) {
            inventory.putClusters(cluster.key(), cluster(cluster.key(), cluster.value()));
        }
        for (Node.Field team : Tree.fields(root, "teams")) {
            inventory.putTeams(
                    team.key(),
                    new TeamSpec(team.key(), Tree.texts(team.value(), "approvers"), Tree.text(team.value(), "slack")));
        }
        for (Node rule : Tree.items(root, "health")) {
            inventory.addHealthRules(new HealthRule(
                    KindName.of(Tree.text(rule, "kind", "")),
                    Tree.text(rule, "healthy", ""),
                    Tree.text(rule, "failed")));
        }
        for (Node fields : Tree.items(root, "ignoreDifferences")) {
            inventory.addSetAside(new FieldsSetAside(
                    KindName.of(Tree.text(fields, "kind", "")),
                    Tree.text(fields, "name"),
                    Tree.texts(fields, "fields")));
        }
        Node review = Tree.at(root, "review");
        if (review != null) {
            inventory.review(new ReviewSpec(Tree.texts(review, "block"), Tree.texts(review, "schemas")));
        }
        Node notify = Tree.at(root, "notify");
        if (notify != null) {
            inventory.notifications(new NotifySpec(
                    Tree.flag(notify, "slack", false),
                    Tree.text(notify, "webhook"),
                    new LinkedHashSet<>(Tree.texts(notify, "on"))));
        }
        return inventory.build();
    }

    private static HomeSpec home(Node home, @Nullable RepositorySpec config) {
        String repository = Tree.text(home, "repository");
        boolean own =
                repository == null || config != null && config.repository().equals(repository);
        return new HomeSpec(
                repository == null && config != null ? config.repository() : String.valueOf(repository),
                Tree.text(home, "branch", own && config != null ? config.branch() : "main"),
                Tree.text(home, "path", ""));
    }

    private static ClusterSpec cluster(String name, Node node) {
        return new ClusterSpec(
                name,
                Tree.text(node, "context"),
                Tree.text(node, "kubeconfig"),
                Tree.text(node, "server"),
                Tree.text(node, "ca"),
                false);
    }

    private static AuditSpec audit(String file, @Nullable Node audit) {
        Node store = Tree.at(audit, "store");
        ProviderConfig config =
                store == null ? new ProviderConfig("git", null, "") : EnvironmentReader.provider(file, store);
        return new AuditSpec(config, Tree.text(audit, "endpoint"), Tree.texts(audit, "keys"));
    }

    private static JenkinsSpec jenkins(@Nullable Node jenkins) {
        Node agent = Tree.at(jenkins, "agent");
        String podTemplate = Tree.text(agent, "podTemplate");
        Map<String, String> credentials = new LinkedHashMap<>();
        for (Node.Field credential : Tree.fields(jenkins, "credentials")) {
            credentials.put(credential.key(), String.valueOf(Tree.text(credential.value())));
        }
        return new JenkinsSpec(
                Tree.text(jenkins, "folder", JENKINS),
                podTemplate == null ? Tree.text(agent, "label", JENKINS) : null,
                podTemplate,
                credentials,
                EnvironmentReader.duration(Tree.text(jenkins, "poll"), JenkinsSpec.POLL));
    }
}
