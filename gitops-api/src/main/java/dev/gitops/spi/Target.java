package dev.gitops.spi;

import dev.gitops.api.EnvironmentName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application in an environment, as the manifests' and the delivery's ports see it.
 *
 * @param app the application's name
 * @param environment the environment's name
 * @param namespace the namespace its objects go to where they name none; null where the inventory gives none
 * @param images the application's images, in the order of the inventory
 */
public record Target(
        String app, EnvironmentName environment, @Nullable String namespace, List<Image> images) {

    /** Copies the images. */
    public Target {
        images = List.copyOf(images);
    }

    /**
     * An image that the application is built into.
     *
     * @param name its name in the inventory
     * @param repository its repository, without tag and digest, as in {@code registry.example.com/payments/shop}
     */
    public record Image(String name, String repository) {}

    /**
     * Fills the placeholders of a text of the inventory.
     *
     * @param template a text in which {@code {app}} and {@code {environment}} may stand
     * @return the text with this application's and environment's names
     */
    public String fill(String template) {
        return template.replace("{app}", app).replace("{environment}", environment.value());
    }

    @Override
    public String toString() {
        return app + " in " + environment;
    }
}
