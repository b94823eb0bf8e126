#!/usr/bin/env bash
# `1.5h` in an object, which Go's controllers read as an hour and a half, is five hours for the Java client fabric8 (kubernetes-client-api 8.0.0 of 2026; 7.8.0 too): of a number with a dot its Duration reads what is behind the dot alone.
# 1m30.5s, which is how metav1.Duration writes itself, is one minute and five seconds, and -1m a minute forward, without an error; 0 is refused, and `1h3`, which Go refuses, is an hour.
# What an operator in Java reads and writes back changes: renewBefore: 1.5h goes to the cluster as 18000000000000ns, which is 5h for all. fabric8's models of cert-manager's Certificate and Tekton's TaskRun have this type.
# Seen by Duration.parse, by a class with such fields through Serialization, and by Go's time.ParseDuration. Needs Java 17, Maven, Go 1.25. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
printf '%s\n' 1h30m 1.5h 0.5h 1m30.5s 2.25s -1m 0 5M 1d 1h3 > durations
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.fabric8</groupId><artifactId>kubernetes-client-api</artifactId><version>8.0.0</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;

class Finding {
  public static class Spec {
    public Duration duration;
    public Duration renewBefore;
  }

  public static void main(String[] arguments) throws Exception {
    for (String text : Files.readAllLines(Path.of("durations"))) {
      String read;
      try {
        read = Duration.parse(text).getDuration().toString();
      } catch (java.text.ParseException refused) {
        read = "refused";
      }
      System.out.println(read);
    }
    Spec spec = Serialization.unmarshal("duration: 2160h\nrenewBefore: 1.5h", Spec.class);
    System.out.println(Serialization.asJson(spec));
  }
}
J
cat > main.go <<'G'
package main

import (
	"bufio"
	"fmt"
	"os"
	"time"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if read, err := time.ParseDuration(lines.Text()); err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println(read)
		}
	}
}
G
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java > java.seen 2>/dev/null
go run main.go < durations > go.seen
paste -d'|' durations go.seen java.seen
diff go.seen - <<'E' || { echo "Go's behaviour has changed" >&2; exit 1; }
1h30m0s
1h30m0s
30m0s
1m30.5s
2.25s
-1m0s
0s
refused
refused
refused
E
diff java.seen - <<'E' || { echo "fabric8's behaviour has changed" >&2; exit 1; }
PT1H30M
PT5H
PT5H
PT1M5S
PT25S
PT1M
refused
PT5M
PT24H
PT1H
{"duration":"7776000000000000ns","renewBefore":"18000000000000ns"}
E
