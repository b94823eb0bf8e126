#!/usr/bin/env bash
# One CEL condition, two verdicts: the Java runtime dev.cel:cel 0.14.0 and the Go runtime cel.dev/cel-go 0.32.0, which Kubernetes' rules are written for, both take these expressions and answer differently without a word.
# duration('90s').getMilliseconds() is the whole duration in Go (90000) and only what is left of a second in Java (0), though getSeconds() is the whole duration in both.
# string() of a timestamp keeps its offset in Go and moves to UTC in Java; a whole double is '3' in Go and '3.0' in Java; half a second is '1.5s' and '1.500s'; indexOf('', 5) of a text of three is 3 and 5.
# So a health rule or an admission rule that compares texts, or counts milliseconds, may hold in a cluster and fail on an agent. Needs Java 17, Maven, Go 1.25. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > expressions <<'E'
duration('90s').getSeconds()
duration('90s').getMilliseconds()
duration('1h').getMilliseconds() >= 60000
string(timestamp('2026-01-01T02:00:00+02:00'))
string(timestamp('2026-01-01T00:00:00.100Z'))
string(duration('1.5s'))
string(3.0) == '3'
'abc'.indexOf('', 5)
E
cat > go.mod <<'M'
module finding
go 1.25
require cel.dev/cel-go v0.32.0
M
cat > main.go <<'M'
package main

import (
	"bufio"
	"fmt"
	"os"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	env := must(cel.NewEnv(ext.Strings()))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		ast, issues := env.Compile(lines.Text())
		if issues.Err() != nil {
			panic(issues.Err())
		}
		value, _, err := must(env.Program(ast)).Eval(map[string]any{})
		fmt.Println(must(value, err).Value())
	}
}
M
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>dev.cel</groupId><artifactId>cel</artifactId><version>0.14.0</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import dev.cel.bundle.CelFactory;
import dev.cel.extensions.CelExtensions;
import java.io.BufferedReader;
import java.io.InputStreamReader;

class Finding {
  public static void main(String[] arguments) throws Exception {
    var cel =
        CelFactory.standardCelBuilder()
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .build();
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      System.out.println(cel.createProgram(cel.compile(line).getAst()).eval());
    }
  }
}
J
go mod tidy >/dev/null 2>&1
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
go run . < expressions > go.seen
java -cp "$(cat classpath)" Finding.java < expressions > java.seen 2>/dev/null
paste -d'|' expressions go.seen java.seen
diff go.seen - <<'E' || { echo "cel-go's behaviour has changed" >&2; exit 1; }
90
90000
true
2026-01-01T02:00:00+02:00
2026-01-01T00:00:00.1Z
1.5s
true
3
E
diff java.seen - <<'E' || { echo "cel-java's behaviour has changed" >&2; exit 1; }
90
0
false
2026-01-01T00:00:00Z
2026-01-01T00:00:00.100Z
1.500s
false
5
E
