package dev.gitops.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrailersTest {

    private static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;

    private static CommitInfo commit(String trailers) {
        List<Trailer> all = trailers.lines()
                .map(line -> new Trailer(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)))
                .toList();
        return new CommitInfo("c0ffee", List.of(), "alice <>", Instant.EPOCH, Instant.EPOCH, "s", "b", all);
    }

    private static List<String> images(CommitInfo part) {
        return part.trailers().stream()
                .filter(trailer -> trailer.key().equals(Trailers.IMAGE))
                .map(Trailer::value)
                .toList();
    }

    @Nested
    class OfSeveralApplications {

        private final CommitInfo train = commit("""
                Change-Id: I42
                GitOps-App: db
                GitOps-Environment: production
                GitOps-Operation: promote
                GitOps-Image: db=registry.example.com/db:2
                GitOps-Build: 7
                GitOps-App: shop
                GitOps-Environment: production
                GitOps-Operation: promote
                GitOps-Image: shop=registry.example.com/shop:2
                GitOps-Image: worker=registry.example.com/worker:2
                Source-Commit: beef
                Signed-off-by: Bob""");

        @Test
        void saysOfEachItsOwn() {
            CommitInfo db = Trailers.part(train, "db", PRODUCTION).orElseThrow();
            CommitInfo shop = Trailers.part(train, "shop", PRODUCTION).orElseThrow();
            assertThat(images(db)).containsExactly("db=registry.example.com/db:2");
            assertThat(images(shop))
                    .containsExactly("shop=registry.example.com/shop:2", "worker=registry.example.com/worker:2");
            assertThat(Trailers.Origin.of(db)).isEqualTo(new Trailers.Origin(7L, null, null));
            assertThat(Trailers.Origin.of(shop)).isEqualTo(new Trailers.Origin(null, "beef", null));
            assertThat(shop.id()).isEqualTo("c0ffee");
        }

        @Test
        void saysOfAllWhatStandsBeforeTheFirst() {
            assertThat(Trailers.parts(train))
                    .hasSize(2)
                    .allSatisfy(part -> assertThat(part.trailer("Change-Id")).contains("I42"));
        }

        @Test
        void saysNothingOfOthers() {
            assertThat(Trailers.part(train, "web", PRODUCTION)).isEmpty();
            assertThat(Trailers.part(train, "shop", EnvironmentName.DEV)).isEmpty();
            assertThat(Trailers.said(train, "web", PRODUCTION).trailers()).isEmpty();
        }
    }

    @Nested
    class OfOneApplication {

        private final CommitInfo one = commit("""
                GitOps-App: shop
                GitOps-Environment: production
                GitOps-Operation: rollback
                GitOps-Image: shop=registry.example.com/shop:1""");

        @Test
        void isTheCommitAsItIs() {
            assertThat(Trailers.part(one, "shop", PRODUCTION)).contains(one);
            assertThat(Trailers.part(one, "db", PRODUCTION)).isEmpty();
        }

        @Test
        void tellsOfItsFilesUnderAnotherName() {
            assertThat(Trailers.said(one, "renamed", PRODUCTION)).isEqualTo(one);
        }
    }

    @Nested
    class OfPeople {

        @Test
        void areOfNoApplication() {
            CommitInfo person = commit("Requested-By: alice");
            assertThat(Trailers.parts(person)).isEmpty();
            assertThat(Trailers.said(person, "shop", PRODUCTION)).isEqualTo(person);
        }
    }
}
