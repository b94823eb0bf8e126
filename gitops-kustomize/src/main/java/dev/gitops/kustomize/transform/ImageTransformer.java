package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.config.Image;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.List;

/** Changes the name, tag or digest of images: in all lists of containers, and in the fields that specifications name. */
public final class ImageTransformer implements Transformer {

    private final Image image;
    private final ImageName matcher;
    private final List<FieldSpec> specs;

    /**
     * A transformer.
     *
     * @param image which image, and what it becomes
     * @param specs the fields that hold images
     */
    public ImageTransformer(Image image, List<FieldSpec> specs) {
        this.image = image;
        this.matcher = new ImageName(image.name());
        this.specs = specs;
    }

    @Override
    public void transform(ResourceSet set) {
        SpecIndex index = new SpecIndex(specs);
        for (Resource resource : set.all()) {
            if (!resource.kind().equals("CustomResourceDefinition")) {
                containers(resource.root());
                List<FieldSpec> matching = index.of(resource.gvk());
                for (int i = 0; i < matching.size(); i++) {
                    new FieldVisit(matching.get(i), this::set).visitAny(resource);
                }
            }
        }
    }

    private void containers(Node node) {
        List<Node> all = node.children();
        if (node.isSequence()) {
            for (int i = 0; i < all.size(); i++) {
                containers(all.get(i));
            }
        } else if (node.isMapping()) {
            for (int i = 0; i + 1 < all.size(); i += 2) {
                Node value = all.get(i + 1);
                if (!value.isScalar()) {
                    containers(value);
                    String key = all.get(i).value();
                    if (value.isSequence() && (key.equals("containers") || key.equals("initContainers"))) {
                        images(value);
                    }
                }
            }
        }
    }

    private void images(Node containers) {
        for (Node container : containers.children()) {
            Edits.requireMapping(container);
            Node found = container.get("image");
            if (found != null) {
                set(found);
            }
        }
    }

    private void set(Node field) {
        if (field.isNull()) {
            if (!matcher.matches("")) {
                return;
            }
        } else if (!field.isScalar()) {
            throw new WrongKindException(Node.Kind.SCALAR, field);
        }
        String value = field.value();
        if (matcher.matches(value)) {
            Edits.set(field, Node.untagged(ImageName.apply(image, value)));
        }
    }
}
