package dev.gitops.helm;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import dev.gitops.api.GitOpsException;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Helm itself, native code that is loaded at the first use. It is taken from the class path alone: the library's own entry point would download what is missing.
 */
public final class HelmLibrary {

    private HelmLibrary() {}

    /** {@return the library, loaded once a process} */
    public static HelmLib get() {
        return Holder.of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * Makes sure that there is a library for this machine, without loading it.
     *
     * @throws GitOpsException if there is none
     */
    public static void require() {
        here();
    }

    /** Loads what a rendering needs into this process, for who keeps an archive of classes. */
    public static void warmUp() {
        get();
        try {
            for (String name : List.of("RenderWorker", "RenderRequest", "RenderAnswer", "KeptLibrary")) {
                Class.forName(HelmLibrary.class.getPackageName() + "." + name);
            }
            Class.forName("com.marcnuri.helm.TemplateCommand");
            Class.forName("com.marcnuri.helm.jni.TemplateOptions");
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Loads at the first use, and again after a failure, so that its reason is told each time. */
    private static final class Holder {

        private static @Nullable HelmLib loaded;

        static synchronized HelmLib of(String system, String architecture) {
            HelmLib library = loaded;
            if (library == null) {
                library = load(system, architecture);
                loaded = library;
            }
            return library;
        }
    }

    /** The provider of the library for this machine, which is not loaded by that. */
    static NativeLibrary here() {
        return provider(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    private static NativeLibrary provider(String system, String architecture) {
        List<NativeLibrary> found = ServiceLoader.load(NativeLibrary.class, HelmLibrary.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return choose(found, system, architecture);
    }

    private static HelmLib load(String system, String architecture) {
        NativeLibrary fitting = provider(system, architecture);
        try {
            return fitting.load();
        } catch (LinkageError | IllegalStateException broken) {
            throw new UnavailableException(
                    fitting.getBinaryName() + " cannot be loaded on " + system + " " + architecture
                            + " (it needs glibc, and a folder for temporary files that permits executables: -Djava.io.tmpdir): "
                            + broken.getMessage(),
                    broken);
        }
    }

    static NativeLibrary choose(List<NativeLibrary> found, String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT).startsWith("mac")
                ? "darwin"
                : system.toLowerCase(Locale.ROOT).startsWith("win") ? "windows" : system.toLowerCase(Locale.ROOT);
        String arch = architecture.equals("aarch64") ? "arm64" : architecture.equals("x86_64") ? "amd64" : architecture;
        return found.stream()
                .filter(library -> library.getBinaryName().contains(os)
                        && library.getBinaryName().contains(arch))
                .findFirst()
                .orElseThrow(() -> new UnavailableException(
                        "charts cannot be rendered on " + system + " " + architecture
                                + ", because Helm's native code for it is not on the class path (there is "
                                + found.stream()
                                        .map(NativeLibrary::getBinaryName)
                                        .toList()
                                + "); add the artifact com.marcnuri.helm-java:" + os + "-" + arch
                                + ", or run where there is one: linux-amd64 is in by default",
                        null));
    }

    /** Helm's code is not there for this machine. */
    static final class UnavailableException extends GitOpsException {
        UnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
