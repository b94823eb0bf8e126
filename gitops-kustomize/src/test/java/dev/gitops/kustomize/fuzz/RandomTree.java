package dev.gitops.kustomize.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random tree of kustomizations: a base, perhaps a component, and overlays over overlays. The same seed gives the same tree. */
final class RandomTree {

    private final Random random;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<RandomObject> objects = new ArrayList<>();
    private final RandomTexts texts;
    private final RandomNewer newer;

    RandomTree(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
        texts = new RandomTexts(random);
        newer = new RandomNewer(seed, objects);
    }

    /** The files by path; the directory to build is {@link #top()}. */
    Map<String, String> files() {
        base("base");
        boolean component = chance(4);
        if (component) {
            component("component");
        }
        int overlays = 1 + random.nextInt(3);
        for (int i = 0; i < overlays; i++) {
            String below = i == 0 ? "../base" : "../o" + (i - 1);
            overlay("o" + i, below, component && i == 0);
        }
        top = "o" + (overlays - 1);
        return files;
    }

    private String top = "base";

    String top() {
        return top;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private void base(String dir) {
        StringBuilder kustomization = new StringBuilder("resources:\n");
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            RandomObject object = RandomObject.make(random, texts, i);
            objects.add(object);
            String name = "r" + i + ".yaml";
            String text = object.text();
            if (chance(5)) {
                RandomObject second = RandomObject.make(random, texts, 100 + i);
                objects.add(second);
                text = text + "---\n" + second.text();
            }
            files.put(dir + "/" + name, text);
            kustomization.append("- ").append(name).append('\n');
        }
        if (newer.makes(2)) {
            files.put(dir + "/odd.yaml", newer.odd());
            kustomization.append("- odd.yaml\n");
        }
        fields(dir, kustomization, "");
        files.put(dir + "/kustomization.yaml", kustomization.toString());
    }

    private void component(String dir) {
        StringBuilder kustomization =
                new StringBuilder("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n");
        if (chance(2)) {
            RandomObject object = RandomObject.make(random, texts, 50);
            objects.add(object);
            files.put(dir + "/r.yaml", object.text());
            kustomization.append("resources: [r.yaml]\n");
        }
        fields(dir, kustomization, "c");
        files.put(dir + "/kustomization.yaml", kustomization.toString());
    }

    private void overlay(String dir, String below, boolean component) {
        StringBuilder kustomization = new StringBuilder("resources:\n- " + below + "\n");
        if (chance(4)) {
            RandomObject object = RandomObject.make(random, texts, 200 + dir.charAt(1));
            objects.add(object);
            files.put(dir + "/extra.yaml", object.text());
            kustomization.append("- extra.yaml\n");
        }
        if (component) {
            kustomization.append("components: [../component]\n");
        }
        fields(dir, kustomization, dir);
        if (chance(6)) {
            kustomization.append("sortOptions: {order: fifo}\n");
        }
        if (chance(10)) {
            kustomization.append("buildMetadata: [originAnnotations, transformerAnnotations]\n");
        }
        files.put(dir + "/kustomization.yaml", kustomization.toString());
    }

    private void fields(String dir, StringBuilder out, String mark) {
        RandomFields fields = new RandomFields(random, texts, objects, files, dir, mark, newer);
        fields.write(out);
    }
}
