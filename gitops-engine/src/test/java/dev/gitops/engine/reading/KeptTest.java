package dev.gitops.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {

    private static final int MANY = 3000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void keepMany() {
        file = folder.resolve("deep/contents");
        Kept kept = Kept.at(file, "one");
        for (int i = 0; i < MANY; i++) {
            kept.put("key ü " + i, answer(i));
        }
        kept.save();
    }

    private static Answer answer(int number) {
        return new Answer(new Trace(new byte[] {(byte) number, 1, 2}), List.of("", "täxt " + number));
    }

    private static boolean holds(Kept kept, int number, int expected) {
        return kept.find("key ü " + number)
                .filter(found -> found.texts().equals(answer(expected).texts())
                        && Arrays.equals(
                                found.trace().bytes(), answer(expected).trace().bytes()))
                .isPresent();
    }

    @Test
    void tellsEachAnswerAgainAndNoOther() {
        Kept kept = Kept.at(file, "one");
        for (int i = 0; i < MANY; i++) {
            assertThat(holds(kept, i, i)).as("answer %s", i).isTrue();
        }
        assertThat(kept.find("key ü " + MANY)).isEmpty();
        assertThat(kept.find("")).isEmpty();
    }

    @Test
    void keepsWhatIsNewerBesideTheRest() {
        Kept kept = Kept.at(file, "one");
        kept.put("key ü 7", answer(8));
        kept.put("new", answer(9));
        assertThat(holds(kept, 7, 8)).isTrue();
        kept.save();
        Kept again = Kept.at(file, "one");
        assertThat(holds(again, 7, 8)).isTrue();
        assertThat(holds(again, 6, 6)).isTrue();
        assertThat(again.find("new")).isPresent();
    }

    @Test
    void passesOverWhatAnotherProgramKept() {
        assertThat(Kept.at(file, "other").find("key ü 1")).isEmpty();
    }

    @Test
    void usesNothingOfADamagedFile() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {0, 20, 40, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThat(Kept.at(file, "one").find("key ü 1")).as("byte %s", at).isEmpty();
        }
        for (int length : new int[] {0, 5, 30, whole.length - 3}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(Kept.at(file, "one").find("key ü 1"))
                    .as("length %s", length)
                    .isEmpty();
        }
    }
}
