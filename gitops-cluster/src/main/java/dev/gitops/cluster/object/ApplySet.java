package dev.gitops.cluster.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The names of the ApplySet specification (KEP-3659): how a set's parent and its members are marked, so that other tools see what belongs together and leave it alone. */
public final class ApplySet {

    /** The label of members. Its value is the set's id. */
    public static final String PART_OF = "applyset.kubernetes.io/part-of";

    /** The label of the parent. Its value is the set's id. */
    public static final String ID = "applyset.kubernetes.io/id";

    /** The annotation of the parent that says which tool keeps it. */
    public static final String TOOLING = "applyset.kubernetes.io/tooling";

    /** The annotation of the parent that lists the kinds of members. */
    public static final String GROUP_KINDS = "applyset.kubernetes.io/contains-group-kinds";

    /** The annotation of the first parent that lists the namespaces of the other parents of the same application and environment. */
    public static final String NAMESPACES = "gitops.dev/namespaces";

    /** The annotation of a parent that says which config repository, branch and path have its application. */
    public static final String SOURCE = "gitops.dev/source";

    /** The annotation of the first parent that names the parents whose sets are being taken over, so that a deployment that dies on the way forgets none. */
    public static final String ADOPTS = "gitops.dev/adopts";

    /** The annotation that a deployment writes on what it finds where the one before it did not end properly, so that no late write of that one succeeds. */
    public static final String FENCE = "gitops.dev/fence";

    /** The annotation of the first parent that names the event whose hooks have not all succeeded yet. */
    public static final String HOOKS = "gitops.dev/hooks-due";

    /** The annotation with the commit whose delivery left hooks undone. */
    public static final String HOOKS_OF = "gitops.dev/hooks-due-of";

    private ApplySet() {}

    /**
     * The name of the parents of an application's environment. A dot can stand in neither name, so no two pairs share one.
     *
     * @param app the application
     * @param environment the environment
     * @return the parents' name
     */
    public static String parent(String app, String environment) {
        return "gitops." + app + "." + environment;
    }

    /**
     * The id of a set whose parent is a ConfigMap.
     *
     * @param parent the parent's name
     * @param namespace the parent's namespace
     * @return the id
     */
    public static String id(String parent, String namespace) {
        return id(parent, namespace, "ConfigMap", "");
    }

    static String id(String name, String namespace, String kind, String group) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(".", name, namespace, kind, group).getBytes(StandardCharsets.UTF_8));
            return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
