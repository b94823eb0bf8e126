package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cluster.health.CelRules;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.review.schema.Fault;
import dev.gitops.review.schema.Schemas;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of definitions that compare an object with what it was. */
class TransitionRulesTest {

    private static final String SCHEMA = """
            type: object
            x-kubernetes-validations:
              - { rule: "!has(oldSelf.spec.lid) || has(self.spec.lid)", message: a lid stays }
            properties:
              spec:
                type: object
                properties:
                  lid: { type: string }
                  wood:
                    type: string
                    x-kubernetes-validations: [{ rule: "self == oldSelf", message: the wood never changes }]
                  size:
                    type: integer
                    x-kubernetes-validations:
                      - { rule: "self >= oldSelf", message: shelves only grow }
                      - { rule: "oldSelf.orValue(0) < 100", message: of an optional, optionalOldSelf: true }
                  boards:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [name]
                    items:
                      type: object
                      properties:
                        name: { type: string }
                        width:
                          type: integer
                          x-kubernetes-validations: [{ rule: "self == oldSelf", message: no board changes }]
                  nails:
                    type: array
                    items:
                      type: integer
                      x-kubernetes-validations: [{ rule: "self == oldSelf", message: cannot be told }]
                  tags:
                    type: object
                    additionalProperties:
                      type: string
                      x-kubernetes-validations: [{ rule: "self == oldSelf", message: no tag changes }]
            """;

    private final Schemas schemas = Schemas.builtIn(Optional.of(new CelRules()));

    @BeforeEach
    void know() {
        schemas.add(ManifestReader.read(Shelves.definition(SCHEMA)).get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {wood: oak}                       | {wood: pine}                      | spec.wood: the wood never changes
                    {size: 3}                         | {size: 2}                         | spec.size: shelves only grow
                    {lid: a}                          | {size: 1}                         | a lid stays
                    {boards: [{name: a, width: 1}]}   | {boards: [{name: b, width: 2}, {name: a, width: 2}]} | spec.boards[1].width: no board changes
                    {tags: {a: u}}                    | {tags: {a: v}}                    | spec.tags.a: no tag changes
                    """)
    void areBrokenByAChange(String was, String is, String told) {
        assertThat(schemas.check(Shelves.shelf(is), Shelves.shelf(was)))
                .extracting(Fault::text)
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {wood: oak}                       | {wood: oak, size: 2}
                    {size: 3}                         | {size: 4}
                    {size: 3}                         | {wood: pine}
                    {boards: [{name: a, width: 1}]}   | {boards: [{name: b, width: 2}, {name: a, width: 1}]}
                    {nails: [1, 2]}                   | {nails: [2, 1]}
                    {tags: {a: u}}                    | {tags: {b: v}}
                    """)
    void areKept(String was, String is) {
        assertThat(schemas.check(Shelves.shelf(is), Shelves.shelf(was))).isEmpty();
    }

    @Test
    void sayNothingOfAnObjectThatIsNew() {
        assertThat(schemas.check(Shelves.shelf("{wood: pine, size: 1}"), null)).isEmpty();
    }
}
