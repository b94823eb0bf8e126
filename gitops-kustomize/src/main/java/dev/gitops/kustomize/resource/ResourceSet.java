package dev.gitops.kustomize.resource;

import dev.gitops.kustomize.errors.KustomizeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects in the order they came, no two with the same id. Its indexes are made when first asked for and dropped when objects change. */
public final class ResourceSet {

    private List<Resource> all = new ArrayList<>();
    private @Nullable Map<ResourceId, Resource> current;
    private @Nullable Map<ResourceId, List<Resource>> any;
    private @Nullable Map<String, List<Resource>> byName;

    /** {@return the objects, in order; not to be changed} */
    public List<Resource> all() {
        return all;
    }

    /** {@return how many there are} */
    public int size() {
        return all.size();
    }

    /** Says that ids of objects have changed. */
    public void changed() {
        current = null;
        any = null;
        byName = null;
    }

    /**
     * Adds an object.
     *
     * @param resource the object
     * @throws KustomizeException where one with its id is there
     */
    public void append(Resource resource) {
        Map<ResourceId, Resource> index = current();
        ResourceId id = resource.id();
        if (index.putIfAbsent(id, resource) != null) {
            throw new KustomizeException("may not add resource with an already registered id: " + id);
        }
        all.add(resource);
        if (any != null) {
            index(any, resource);
        }
        if (byName != null) {
            indexNames(byName, resource);
        }
    }

    private static void index(Map<ResourceId, List<Resource>> index, Resource resource) {
        for (ResourceId before : resource.previousIds()) {
            put(index, before, resource);
        }
        put(index, resource.id(), resource);
    }

    private static void indexNames(Map<String, List<Resource>> index, Resource resource) {
        for (ResourceId before : resource.previousIds()) {
            put(index, before.name(), resource);
        }
        put(index, resource.id().name(), resource);
    }

    /**
     * Adds objects.
     *
     * @param resources the objects
     * @throws KustomizeException where one with the id of one of them is there
     */
    public void appendAll(List<Resource> resources) {
        for (int i = 0; i < resources.size(); i++) {
            append(resources.get(i));
        }
    }

    private Map<ResourceId, Resource> current() {
        Map<ResourceId, Resource> index = current;
        if (index == null) {
            index = new HashMap<>(all.size() * 2 + 16);
            for (int i = 0; i < all.size(); i++) {
                index.putIfAbsent(all.get(i).id(), all.get(i));
            }
            current = index;
        }
        return index;
    }

    /** Throws where two objects have the same id. */
    public void checkDistinct() {
        changed();
        Map<ResourceId, Resource> index = new HashMap<>(all.size() * 2 + 16);
        for (Resource resource : all) {
            if (index.putIfAbsent(resource.id(), resource) != null) {
                throw new KustomizeException("may not add resource with an already registered id: " + resource.id());
            }
        }
        current = index;
    }

    /**
     * The objects that have, or had, an id.
     *
     * @param id the id
     * @return the objects, in order
     */
    public List<Resource> withAnyId(ResourceId id) {
        Map<ResourceId, List<Resource>> index = any;
        if (index == null) {
            index = new HashMap<>(all.size() * 2 + 16);
            for (Resource resource : all) {
                index(index, resource);
            }
            any = index;
        }
        return index.getOrDefault(id, List.of());
    }

    private static <K> void put(Map<K, List<Resource>> index, K key, Resource resource) {
        List<Resource> list = index.computeIfAbsent(key, k -> new ArrayList<>(1));
        if (list.isEmpty() || list.get(list.size() - 1) != resource) {
            list.add(resource);
        }
    }

    /**
     * The objects that have, or had, a name.
     *
     * @param name the name
     * @return the objects, in order
     */
    public List<Resource> withAnyName(String name) {
        Map<String, List<Resource>> index = byName;
        if (index == null) {
            index = new HashMap<>(all.size() * 2 + 16);
            for (Resource resource : all) {
                indexNames(index, resource);
            }
            byName = index;
        }
        return index.getOrDefault(name, List.of());
    }

    /**
     * The one object that has, or had, an id.
     *
     * @param id the id
     * @return the object
     * @throws KustomizeException where there is none, or there are several
     */
    public Resource demand(ResourceId id) {
        List<Resource> found =
                withAnyId(id).stream().filter(resource -> !resource.isEmpty()).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String what = found.isEmpty() ? "no matches" : "multiple matches";
        throw new KustomizeException(what + " for Id " + id + "; failed to find unique target for patch " + id);
    }

    /**
     * Adds generated objects: each is created, or merged into or put in place of one that is there, as its behaviour says.
     *
     * @param generated the objects
     */
    public void absorb(List<Resource> generated) {
        for (Resource resource : generated) {
            absorb(resource);
        }
    }

    private void absorb(Resource resource) {
        ResourceId id = resource.id();
        List<Resource> matches =
                withAnyId(id).stream().filter(present -> !present.isEmpty()).toList();
        boolean merge = resource.behavior().equals("merge");
        boolean replace = resource.behavior().equals("replace");
        if (matches.isEmpty()) {
            if (merge || replace) {
                throw new KustomizeException("id " + id + " does not exist; cannot merge or replace");
            }
            append(resource);
            return;
        }
        if (matches.size() > 1) {
            throw new KustomizeException("found multiple objects " + matches + " that could accept merge of " + id);
        }
        if (!merge && !replace) {
            throw new KustomizeException("id " + id + " exists; can not use behavior: '" + resource.behavior()
                    + "', behavior must be merge or replace");
        }
        Resource old = matches.get(0);
        GeneratedMerge.into(resource, old, merge);
        all.set(all.indexOf(old), resource);
        changed();
    }

    /** Drops objects of which nothing is left. */
    public void dropEmpty() {
        boolean any = false;
        for (int i = 0; i < all.size() && !any; i++) {
            any = all.get(i).isEmpty();
        }
        if (any) {
            List<Resource> kept = new ArrayList<>(all.size());
            for (Resource resource : all) {
                if (!resource.isEmpty()) {
                    kept.add(resource);
                }
            }
            replace(kept);
        }
    }

    /**
     * Sets the objects, their ids not checked.
     *
     * @param resources the objects
     */
    public void replace(List<Resource> resources) {
        all = new ArrayList<>(resources);
        changed();
    }
}
