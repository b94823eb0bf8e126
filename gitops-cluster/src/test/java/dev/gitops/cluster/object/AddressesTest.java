package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final String BALANCED = "'status': {'loadBalancer': {'ingress': [{'ip': '10.0.0.1'}]}}";

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }

    @Test
    void areThoseOfTheBalancerOfAService() {
        assertThat(Addresses.ofService(json("{'spec': {'ports': [{'port': 8080}]}, " + BALANCED + "}")))
                .hasValue(URI.create("http://10.0.0.1:8080"));
        assertThat(Addresses.ofService(json("{'spec': {'ports': [{'port': 443}]}, " + BALANCED + "}")))
                .hasValue(URI.create("https://10.0.0.1"));
    }

    @Test
    void areThoseOfAnIngressThatLeadsToIt() {
        JsonNode ingress = json(
                "{'spec': {'tls': [{}], 'rules': [{'host': 'shop.example.com', 'http': {'paths': [{'backend': {'service': {'name': 'shop'}}}]}}]}, "
                        + BALANCED + "}");

        assertThat(Addresses.ofIngress(List.of(ingress), "shop")).hasValue(URI.create("https://shop.example.com"));
        assertThat(Addresses.ofIngress(List.of(ingress), "other")).isEmpty();
    }
}
