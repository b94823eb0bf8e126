package dev.gitops.extension;

import dev.gitops.api.BrokenProviderException;
import dev.gitops.api.Extension;
import dev.gitops.api.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The one place that finds providers: those handed over in code first, then those of the class path. */
public final class Extensions {

    private Extensions() {}

    /**
     * The providers of a port.
     *
     * @param role the port
     * @param settings providers in code and the class loader; empty for the class path alone
     * @param <P> the port
     * @return the providers, those in code first
     * @throws BrokenProviderException if one on the class path cannot be loaded
     */
    public static <P extends Extension> List<P> of(Class<P> role, Optional<Settings> settings) {
        List<P> found = new ArrayList<>();
        settings.ifPresent(given -> given.extensions().stream()
                .filter(role::isInstance)
                .map(role::cast)
                .forEach(found::add));
        ClassLoader loader = settings.flatMap(Settings::classLoader).orElse(Extensions.class.getClassLoader());
        try {
            Iterator<P> onPath = ServiceLoader.load(role, loader).iterator();
            while (onPath.hasNext()) {
                found.add(onPath.next());
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new BrokenProviderException(role.getSimpleName(), broken);
        }
        return found;
    }
}
