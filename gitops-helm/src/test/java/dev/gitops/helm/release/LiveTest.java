package dev.gitops.helm.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.ObjectDifference;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Deployment|{'kind':'Deployment','spec':{'replicas':2},'status':{'updatedReplicas':2,'readyReplicas':2}}|HEALTHY",
                "Deployment|{'kind':'Deployment','spec':{'replicas':2},'status':{'updatedReplicas':2,'readyReplicas':1}}|PROGRESSING",
                "Deployment|{'kind':'Deployment','spec':{'paused':true}}|SUSPENDED",
                "Deployment|{'kind':'Deployment','status':{'conditions':[{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded','message':'late'}]}}|DEGRADED",
                "DaemonSet|{'kind':'DaemonSet','status':{'numberReady':1,'desiredNumberScheduled':2}}|PROGRESSING",
                "Job|{'kind':'Job','status':{'conditions':[{'type':'Complete','status':'True'}]}}|HEALTHY",
                "Job|{'kind':'Job','status':{'conditions':[{'type':'Failed','status':'True'}]}}|DEGRADED",
                "Pod|{'kind':'Pod','status':{'phase':'Succeeded'}}|HEALTHY",
                "PersistentVolumeClaim|{'kind':'PersistentVolumeClaim','status':{'phase':'Lost'}}|DEGRADED",
                "ConfigMap|{'kind':'ConfigMap'}|HEALTHY",
                "ConfigMap|{}|MISSING"
            })
    void tellsHealth(String kind, String object, Health health) throws Exception {
        Live live = live("apiVersion: v1\nkind: " + kind + "\nmetadata: { name: a }\n", object);

        assertThat(live.deployed(Action.SYNCED).health()).isEqualTo(health);
    }

    @Test
    void takesEqualQuantitiesAndDefaultsForNoDifference() throws Exception {
        Live live = live(
                "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { memory: 1024Mi, cpu: 0.5, host: false, list: [{ name: x, v: 1 }] }\n",
                "{'kind':'Pod','apiVersion':'v1','metadata':{'name':'a','uid':'1'},'spec':{'memory':'1Gi','cpu':'500m','more':1,'list':[{'name':'x','v':1}]}}");

        assertThat(HelmDelivery.differing(List.of(live))).isEmpty();
    }

    @Test
    void tellsFieldsThatDifferAndObjectsThatAreGone() throws Exception {
        String manifest = "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { k: b25l }\n";

        List<ObjectDifference> differences = HelmDelivery.differing(List.of(
                live(manifest, "{'kind':'Secret','apiVersion':'v1','metadata':{'name':'a'},'data':{'k':'dHdv'}}"),
                live(manifest, "{}")));

        assertThat(differences)
                .extracting(ObjectDifference::change)
                .containsExactly(ObjectDifference.Change.CHANGED, ObjectDifference.Change.MISSING);
        assertThat(differences.get(0).fields().toString())
                .contains("data.k")
                .doesNotContain("b25l")
                .doesNotContain("dHdv");
    }

    @Test
    void findsTheAddressOfABalancerOrAnIngress() throws Exception {
        JsonNode service =
                json("{'spec':{'ports':[{'port':80}]},'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.1'}]}}}");
        JsonNode ingresses = json(
                "[{'spec':{'tls':[{}],'rules':[{'host':'shop.example.com','http':{'paths':[{'backend':{'service':{'name':'shop'}}}]}}]},'status':{'loadBalancer':{'ingress':[{'hostname':'lb'}]}}}]");

        assertThat(Addresses.of(service, ingresses, "shop")).contains(URI.create("http://10.0.0.1:80"));
        assertThat(Addresses.of(json("{}"), ingresses, "shop")).contains(URI.create("https://shop.example.com"));
        assertThat(Addresses.of(json("{}"), ingresses, "other")).isEmpty();
    }

    @Test
    void tellsALostConnectionFromARefusal() {
        assertThat(new ClusterException(
                                "c",
                                "could not read",
                                "Kubernetes cluster unreachable: dial",
                                new IllegalStateException())
                        .retryable())
                .isTrue();
        assertThat(new ClusterException("c", "could not read", "secrets is forbidden", new IllegalStateException())
                        .retryable())
                .isFalse();
    }

    private static Live live(String manifest, String object) throws Exception {
        ManifestObject wanted = ManifestReader.read(manifest).get(0);
        return new Live(wanted, "default", json(object));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
