package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.policy.TrainOrder.Decision;
import dev.gitops.policy.TrainOrder.Passenger;
import dev.gitops.policy.TrainOrder.Wish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainOrderTest {

    /** As in {@code shop goes after db queue}. */
    private static Passenger passenger(String words) {
        List<String> all = List.of(words.split(" "));
        return new Passenger(
                all.get(0),
                all.size() > 2 ? all.subList(3, all.size()) : List.of(),
                Wish.valueOf(all.get(1).toUpperCase(Locale.ROOT)),
                all.get(1).equals("waits") ? "it is held" : "");
    }

    private static Decision decide(String passengers) {
        return TrainOrder.decide(
                Arrays.stream(passengers.split(", "))
                        .map(TrainOrderTest::passenger)
                        .toList(),
                app -> "promote " + app);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            db goes                                                | db
            shop goes, db goes                                     | shop db
            shop goes after db, db goes                            | db shop
            web goes after shop, shop goes after db, db goes       | db shop web
            web goes after shop db, db goes, shop goes             | shop db web
            shop goes after elsewhere                              | shop
            shop goes after db, db stays                           | shop
            shop goes after db, db waits                           | ""
            web goes after shop, shop goes after db, db waits      | ""
            web goes after shop, shop stays after db, db waits     | web
            mail goes, shop goes after db, db waits                | mail
            db stays                                               | ""
            shop goes after db, db goes after shop                 | db shop
            """)
    void sendsAlongWhatWaitsForNobody(String passengers, String going) {
        assertThat(decide(passengers).going()).isEqualTo(going.isEmpty() ? List.of() : List.of(going.split(" ")));
    }

    @Test
    void saysForWhomWhatStaysBehindWaitsAndWhatToDo() {
        Map<String, Obstacle> behind =
                decide("web goes after shop, shop goes after db, db waits").behind();
        assertThat(behind.get("shop").text())
                .isEqualTo(
                        "shop comes after db, which does not go along (it is held); wait for it, or promote it alone: promote shop");
        assertThat(behind.get("web").text())
                .isEqualTo(
                        "web comes after shop, which does not go along (it comes after db); wait for it, or promote it alone: promote web");
    }

    @Test
    void neverSendsWhatWaitsNorAnythingBeforeWhatItComesAfter() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<Passenger> passengers = new ArrayList<>();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                List<String> after = new ArrayList<>();
                for (int before = 0; before < i; before++) {
                    if (random.nextInt(3) == 0) {
                        after.add("app" + before);
                    }
                }
                passengers.add(new Passenger("app" + i, after, Wish.values()[random.nextInt(3)], "so it is"));
            }
            Collections.shuffle(passengers, random);
            Map<String, Passenger> known = new HashMap<>();
            passengers.forEach(passenger -> known.put(passenger.app(), passenger));

            Decision decision = TrainOrder.decide(passengers, app -> "");

            List<String> going = decision.going();
            for (Passenger passenger : passengers) {
                boolean kept = passenger.after().stream()
                        .anyMatch(before -> known.get(before).wish() == Wish.WAITS
                                || decision.behind().containsKey(before));
                boolean goes = passenger.wish() == Wish.GOES && !kept;
                assertThat(going.contains(passenger.app()))
                        .as("seed %d: %s", seed, passenger)
                        .isEqualTo(goes);
                assertThat(decision.behind().containsKey(passenger.app()))
                        .as("seed %d: %s", seed, passenger)
                        .isEqualTo(passenger.wish() == Wish.GOES && kept);
                if (goes) {
                    assertThat(going.subList(0, going.indexOf(passenger.app())))
                            .as("seed %d", seed)
                            .containsAll(passenger.after().stream()
                                    .filter(going::contains)
                                    .toList());
                }
            }
        }
    }
}
