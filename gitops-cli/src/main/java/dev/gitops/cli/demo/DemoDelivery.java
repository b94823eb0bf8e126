package dev.gitops.cli.demo;

/**
 * How the demo delivers.
 *
 * @param kind the delivery's word in the inventory
 * @param charts the same for the application with a chart
 * @param cluster the kubeconfig's context; for the demo without a cluster a name that nothing connects to
 * @param namespacePrefix what the namespaces' names begin with, so that a cluster's own are left alone
 * @param verify the application's verify steps in the inventory; empty where the cluster itself tells health
 */
record DemoDelivery(String kind, String charts, String cluster, String namespacePrefix, String verify) {

    /** Publishes on branches; a fake application answers the verify step. */
    static DemoDelivery rendered(int port) {
        return new DemoDelivery(
                "rendered",
                "rendered",
                "none",
                "",
                "    verify:\n      - { http: \"http://127.0.0.1:" + port
                        + "/{environment}/health\", status: 200, contains: ok, timeout: 2s }\n");
    }

    /** Applies to a cluster, and makes Helm releases of charts. */
    static DemoDelivery applied(String context) {
        return new DemoDelivery("apply", "helm", context, "gitops-demo-", "");
    }

    /** A file of the demo for this delivery. */
    String fill(String text) {
        return text.replace("@DELIVERY@", kind)
                .replace("@CHARTS@", charts)
                .replace("@CLUSTER@", cluster)
                .replace("@NAMESPACE@", namespacePrefix)
                .replace("@VERIFY@", verify);
    }
}
