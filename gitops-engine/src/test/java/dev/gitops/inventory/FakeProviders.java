package dev.gitops.inventory;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.Provider;
import java.util.List;

/** Providers that have a schema and nothing else: the real ones are in other modules. */
final class FakeProviders {

    static final List<Provider> ALL = List.of(
            new FakeManifests("plain", "{'type': 'string', 'x-path': true, 'x-placeholders': true}"),
            new FakeManifests("kustomize", "{'type': 'string', 'x-path': true, 'x-placeholders': true}"),
            new FakeManifests("helm", """
                    {'type': 'object', 'additionalProperties': false, 'required': ['chart'], 'properties': {
                      'chart': {'type': 'string', 'x-path': true},
                      'values': {'type': 'array', 'items': {'type': 'string', 'x-path': true, 'x-placeholders': true}},
                      'release': {'type': 'string', 'pattern': '^[a-z0-9-]+$', 'title': 'the name of a Helm release'},
                      'paths': {'type': 'object', 'additionalProperties': {'type': 'string'}}}}
                    """),
            new FakeDelivery("apply", """
                    {'type': ['object', 'null'], 'additionalProperties': false, 'properties': {
                      'force': {'type': 'boolean'},
                      'replace': {'type': 'array', 'items': {'type': 'string', 'not': {'enum': ['Namespace', 'PersistentVolume']}}, 'uniqueItems': true},
                      'prune': {'anyOf': [{'type': 'boolean'}, {'type': 'object', 'additionalProperties': false,
                        'properties': {'maxShare': {'type': 'number', 'minimum': 0, 'maximum': 1}}}]}}}
                    """),
            new FakeDelivery("argocd", """
                    {'type': 'object', 'additionalProperties': false, 'properties': {
                      'namespace': {'type': 'string', 'x-format': 'label'}, 'project': {'type': 'string'}}}
                    """),
            new FakeDelivery("rendered", "{'type': 'null'}"),
            new FakeStore("git", "{'type': 'null'}"),
            new FakeStore("postgres", """
                    {'type': 'object', 'additionalProperties': false, 'required': ['url'],
                      'properties': {'url': {'type': 'string'}}}
                    """));

    private FakeProviders() {}

    static Provider manifests(String kind, String schema) {
        return new FakeManifests(kind, schema);
    }

    private record FakeManifests(String kind, String quotedSchema) implements ManifestsProvider {
        @Override
        public String schema() {
            return quotedSchema.replace('\'', '"');
        }

        @Override
        public Manifests open(ProviderConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private record FakeDelivery(String kind, String quotedSchema) implements DeliveryProvider {
        @Override
        public String schema() {
            return quotedSchema.replace('\'', '"');
        }

        @Override
        public Delivery open(Context context) {
            throw new UnsupportedOperationException();
        }
    }

    private record FakeStore(String kind, String quotedSchema) implements AuditStoreProvider {
        @Override
        public String schema() {
            return quotedSchema.replace('\'', '"');
        }

        @Override
        public AuditStore open(ProviderConfig config, Context context) {
            throw new UnsupportedOperationException();
        }
    }
}
