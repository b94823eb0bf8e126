package dev.gitops.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The story, told and played. */
public final class Demo {

    private final DemoWorld world;
    private final DemoShell shell;
    private final PrintWriter out;

    private Demo(DemoWorld world, DemoShell shell, PrintWriter out) {
        this.world = world;
        this.shell = shell;
        this.out = out;
    }

    /**
     * Plays the story in a folder, delivering by publishing rendered manifests.
     *
     * @param commands runs the commands of the story
     * @param folder an empty folder, or one that is not there yet
     * @param out is told the story
     * @return 0 where every step ended as the story says, else 1
     */
    public static int play(Shell commands, Path folder, PrintWriter out) {
        try (FakeApplication application = FakeApplication.start()) {
            DemoWorld world = world(folder, DemoDelivery.rendered(application.port()));
            application.serve(world);
            return new Demo(world, new DemoShell(commands, world, out), out).tell();
        } catch (IOException failed) {
            throw new UncheckedIOException("the demo cannot listen on this machine", failed);
        }
    }

    /**
     * Plays the story in a folder, delivering to a cluster, into namespaces {@code gitops-demo-...}.
     *
     * @param commands runs the commands of the story
     * @param folder an empty folder, or one that is not there yet
     * @param context the kubeconfig's context
     * @param out is told the story
     * @return 0 where every step ended as the story says, else 1
     */
    public static int playOnCluster(Shell commands, Path folder, String context, PrintWriter out) {
        DemoWorld world = world(folder, DemoDelivery.applied(context));
        return new Demo(world, new DemoShell(commands, world, out), out).tell();
    }

    private static DemoWorld world(Path folder, DemoDelivery delivery) {
        try {
            return DemoWorld.make(Files.createDirectories(folder).toRealPath(), delivery);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the demo's folder " + folder + " cannot be used; choose another with --dir", failed);
        }
    }

    private int tell() {
        say("An application and a config repository, both real and bare Git, and an inventory:");
        out.println("  " + world.inventory());
        say("A build has pushed shop 1.1.0. It is released to dev, delivered and verified.");
        shell.run(0, "release", "shop", "--image", image("1.1.0"), "--to", "dev", "--build", "11", "--actor", "ci");
        shell.run(0, "deploy", "shop", "dev");
        say("Staging gets exactly what dev has verified.");
        shell.run(0, "promote", "shop", "--from", "dev", "--to", "staging", "--actor", "alice");
        shell.run(0, "deploy", "shop", "staging");
        say("Production is protected: it changes only by a reviewed change request.");
        shell.run(
                0,
                "promote",
                "shop",
                "--from",
                "staging",
                "--to",
                "production",
                "--actor",
                "alice",
                "--reason",
                "SHOP-42");
        say("Bob reviews the branch and merges it; on a forge he would press the button.");
        out.println("  $ git merge --no-ff gitops/change/shop/production");
        world.merge("gitops/change/shop/production", "bob");
        shell.run(0, "deploy", "shop", "production");
        shell.run(0, "status");
        say("The next build is broken. Its deployment to dev fails, with the reason.");
        shell.run(
                0,
                "release",
                "shop",
                "--image",
                image("1.2.0-missing"),
                "--to",
                "dev",
                "--build",
                "12",
                "--actor",
                "ci");
        shell.run(5, "deploy", "shop", "dev");
        say("It goes no further: a promotion takes what is verified, and staging has that already.");
        shell.run(0, "promote", "shop", "--from", "dev", "--to", "staging", "--actor", "alice");
        say("One command rolls back, as a commit forward, and holds dev until somebody lifts it.");
        shell.run(0, "rollback", "shop", "--in", "dev", "--actor", "alice", "--reason", "1.2.0 is broken");
        shell.run(0, "deploy", "shop", "dev");
        shell.run(3, "release", "shop", "--image", image("1.2.1"), "--to", "dev", "--build", "13", "--actor", "ci");
        shell.run(0, "hold", "shop", "--in", "dev", "--release", "--actor", "alice", "--reason", "1.2.1 is fixed");
        shell.run(0, "status");
        shell.run(0, "history", "shop", "--in", "dev");
        new DemoCharts(shell, this::say).tell();
        say("The repositories are left for you to look at:");
        out.println("  git --git-dir " + world.config() + " log --graph --all");
        out.println("  git --git-dir " + world.cart() + " log --graph --all");
        out.println("  export GITOPS_INVENTORY=" + world.inventory());
        out.flush();
        return shell.surprises() == 0 ? 0 : 1;
    }

    private void say(String words) {
        out.println("\n" + words);
    }

    private static String image(String tag) {
        return DemoWorld.IMAGE + ":" + tag;
    }
}
