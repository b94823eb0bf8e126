package dev.gitops.inventory;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.extension.Extensions;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From {@code apps.yaml} to the model. Everything that is wrong with the file is told at once. */
public final class InventoryLoader {

    /** The whole of a text no longer than this is read as fast as a part. */
    private static final int SMALL = 8 << 10;

    private InventoryLoader() {}

    /**
     * Reads an inventory with the providers of the class path.
     *
     * @param file the file
     * @return the inventory, with all defaults and overrides settled
     * @throws InvalidInputException if the file cannot be read or is not valid
     */
    public static Inventory load(Path file) {
        return load(file, Optional.empty());
    }

    /**
     * Reads an inventory with the providers that are there.
     *
     * @param file the file
     * @param settings providers in code; empty for those of the class path alone
     * @return the inventory, with all defaults and overrides settled
     * @throws InvalidInputException if the file cannot be read or is not valid
     */
    public static Inventory load(Path file, Optional<Settings> settings) {
        return parse(file.toString(), read(file), absolute(file), providers(settings));
    }

    /**
     * Reads one application of an inventory, and all that is not an application.
     *
     * @param file the file
     * @param app the application's name
     * @param settings providers in code; empty for those of the class path alone
     * @return the inventory with this application alone, or the whole one where it is not plain where applications stand, or none has that name
     * @throws InvalidInputException if the file cannot be read, or what was read of it is not valid
     */
    public static Inventory load(Path file, String app, Optional<Settings> settings) {
        byte[] content = read(file);
        List<Provider> providers = providers(settings);
        if (content.length <= SMALL) {
            return parse(file.toString(), content, absolute(file), providers);
        }
        return Excerpt.of(content, app)
                .map(part -> parsed(file, part, providers))
                .filter(inventory -> inventory.apps().containsKey(app))
                .orElseGet(() -> parse(file.toString(), content, absolute(file), providers));
    }

    /** Whatever is wrong is told of the whole. */
    private static @Nullable Inventory parsed(Path file, Excerpt.Part part, List<Provider> providers) {
        Problems problems = new Problems(file.toString());
        try {
            return checked(YamlReader.read(part, problems), problems, absolute(file), providers);
        } catch (InvalidInputException wrong) {
            return null;
        }
    }

    private static final String USUAL = "apps.yaml";

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(absolute(file))) {
            return in.readNBytes(YamlReader.LARGEST_FILE + 1); // a device has no end
        } catch (NoSuchFileException e) {
            throw unreadable(file, "is not there", e);
        } catch (IOException e) {
            throw unreadable(
                    file, Files.isDirectory(absolute(file)) ? "is a folder, not a file" : "cannot be read: " + e, e);
        }
    }

    /**
     * Reads an inventory that is no file of its own, such as one of a commit.
     *
     * @param name what to call it in messages, as in {@code apps.yaml}
     * @param content its bytes, UTF-8
     * @param home the folder that relative paths count from
     * @param providers the providers whose kinds it may name
     * @return the inventory, with all defaults and overrides settled; its file is {@code name} in {@code home}
     * @throws InvalidInputException if it is not valid; with every problem, each with line and column
     */
    public static Inventory load(String name, byte[] content, Path home, List<Provider> providers) {
        return parse(name, content, home.toAbsolutePath().resolve(name).normalize(), providers);
    }

    /**
     * Reads what an inventory says of one application. What it says of others is not looked at, so that a provider which is missing for somebody else's application stops nobody here.
     *
     * @param name what to call it in messages
     * @param content its bytes, UTF-8
     * @param file the file it stands for, from whose folder relative paths count
     * @param app the application's name
     * @param providers the providers whose kinds the application may name
     * @return the inventory with that application alone; with none where it does not have it
     * @throws InvalidInputException if what it says of the application is not valid
     */
    public static Inventory load(String name, byte[] content, Path file, String app, List<Provider> providers) {
        Problems problems = new Problems(name);
        Node root = OneApp.of(YamlReader.read(content, problems), app, providers);
        return checked(root, problems, file.toAbsolutePath().normalize(), providers);
    }

    /** Reads, ahead of the first inventory, what an inventory is checked by: for a program that has another processor to do it on. */
    public static void prepare() {
        InventorySchema.compiled(providers());
    }

    /** {@return the providers of the class path} */
    public static List<Provider> providers() {
        return providers(Optional.empty());
    }

    /**
     * The providers whose keys an inventory may have.
     *
     * @param settings providers in code; empty for those of the class path alone
     * @return manifest kinds, deliveries and stores; of two of a kind the first
     */
    public static List<Provider> providers(Optional<Settings> settings) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        for (Class<? extends Provider> role :
                List.of(ManifestsProvider.class, DeliveryProvider.class, AuditStoreProvider.class)) {
            for (Provider provider : Extensions.of(role, settings)) {
                providers.putIfAbsent(role.getSimpleName() + " " + provider.kind(), provider);
            }
        }
        return List.copyOf(providers.values());
    }

    private static Inventory parse(String name, byte[] content, Path file, List<Provider> providers) {
        Problems problems = new Problems(name);
        return checked(YamlReader.read(content, problems), problems, file, providers);
    }

    private static Inventory checked(Node root, Problems problems, Path file, List<Provider> providers) {
        new Validator(problems).check(InventorySchema.compiled(providers), root, KeyPath.ROOT);
        new References(root, problems).check();
        problems.throwIfAny();
        return InventoryReader.read(problems.file(), file, root);
    }

    private static InvalidInputException unreadable(Path file, String why, IOException cause) {
        Path within = file.resolve(USUAL);
        String hint = Files.isRegularFile(absolute(within))
                ? "name the file in it: " + within
                : Files.exists(absolute(file))
                        ? "name the inventory with --inventory or GITOPS_INVENTORY"
                        : "name the inventory with --inventory or GITOPS_INVENTORY, or begin one with: gitops init config DIR";
        Problem problem = new Problem(file.toString(), 0, 0, null, null, why, hint);
        return new InvalidInputException("the inventory " + file, List.of(problem), cause);
    }
}
