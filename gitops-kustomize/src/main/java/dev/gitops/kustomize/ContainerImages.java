package dev.gitops.kustomize;

import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.Node;
import java.util.List;

/** Finds the containers of an object wherever a pod template stands in it. */
final class ContainerImages {

    private ContainerImages() {}

    static void collect(Resource resource, List<ContainerImage> into) {
        if (!resource.kind().equals("CustomResourceDefinition")) {
            walk(resource, resource.root(), into);
        }
    }

    private static void walk(Resource resource, Node node, List<ContainerImage> into) {
        List<Node> all = node.children();
        if (node.isSequence()) {
            for (Node item : all) {
                walk(resource, item, into);
            }
        } else if (node.isMapping()) {
            for (int i = 0; i + 1 < all.size(); i += 2) {
                String key = all.get(i).value();
                Node value = all.get(i + 1);
                boolean containers = key.equals("containers");
                if (value.isSequence() && (containers || key.equals("initContainers"))) {
                    list(resource, value, !containers, into);
                } else {
                    walk(resource, value, into);
                }
            }
        }
    }

    private static void list(Resource resource, Node containers, boolean init, List<ContainerImage> into) {
        for (Node container : containers.children()) {
            Node image = container.get("image");
            if (image != null && image.isScalar()) {
                into.add(new ContainerImage(
                        resource.kind(),
                        resource.name(),
                        resource.namespace(),
                        container.text("name"),
                        init,
                        image.value()));
            }
        }
    }
}
