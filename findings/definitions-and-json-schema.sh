#!/usr/bin/env bash
# One schema of a CustomResourceDefinition, three verdicts: of the API servers 1.36 and 1.37 (k8s.io/apiextensions-apiserver 0.36.6 and 0.37.2, both of 2026) and of a JSON Schema library for Java (com.networknt:json-schema-validator 3.0.9).
# multipleOf: 0.01 was counted in floating point up to 1.36: it refuses 0.29, 0.57, 1.13 and 19.99, which are multiples, 573 of the 10,000 up to 99.99; 1.37 takes them all. What a new cluster takes an old one refuses.
# A pattern with a POSIX class, ^[[:alpha:]]+$, is letters for the server and the characters : a l p h for Java, without an error: xyz is refused and `al:` taken there. ^a{,2}$ is a text for the one and no pattern for the other.
# format: duration is not that of ISO 8601 alone: the servers take `5m` and `3 weeks ago` besides P3D. ipv4 may have leading zeros, and uri needs no scheme (`/x`). So a check in CI by such a library blocks what a cluster takes.
# Needs Java 17, Maven, Go 1.26. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > cases <<'C'
{"type":"number","multipleOf":0.01}|0.28
{"type":"number","multipleOf":0.01}|0.29
{"type":"number","multipleOf":0.01}|19.99
{"type":"number","multipleOf":0.01}|0.285
{"type":"string","pattern":"^[[:alpha:]]+$"}|"xyz"
{"type":"string","pattern":"^[[:alpha:]]+$"}|"x1"
{"type":"string","pattern":"^[[:alpha:]]+$"}|"al:"
{"type":"string","pattern":"^a{,2}$"}|"a{,2}"
{"type":"string","format":"duration"}|"P3D"
{"type":"string","format":"duration"}|"5m"
{"type":"string","format":"duration"}|"3 weeks ago"
{"type":"string","format":"ipv4"}|"01.2.3.4"
{"type":"string","format":"uri"}|"/x"
C
mkdir 0.36.6 0.37.2
cat > main.go <<'G'
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func validator(text string) validation.SchemaValidator {
	var schema v1.JSONSchemaProps
	var internal apiextensions.JSONSchemaProps
	check(json.Unmarshal([]byte(text), &schema))
	check(v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&schema, &internal, nil))
	made, _, err := validation.NewSchemaValidator(&internal)
	check(err)
	return made
}

func takes(schema validation.SchemaValidator, text string) bool {
	var value any
	check(json.Unmarshal([]byte(text), &value))
	return len(validation.ValidateCustomResource(nil, value, schema)) == 0
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		schema, value, _ := strings.Cut(lines.Text(), "|")
		fmt.Println(takes(validator(schema), value))
	}
	hundredths, refused := validator(`{"type":"number","multipleOf":0.01}`), 0
	for i := range 10000 {
		if !takes(hundredths, fmt.Sprintf("%d.%02d", i/100, i%100)) {
			refused++
		}
	}
	fmt.Println(refused)
}
G
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.networknt</groupId><artifactId>json-schema-validator</artifactId><version>3.0.9</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

class Finding {
  static boolean takes(String schema, String value) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(value, InputFormat.JSON, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .isEmpty();
  }

  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of("cases"))) {
      int cut = line.indexOf('|');
      String told;
      try {
        told = String.valueOf(takes(line.substring(0, cut), line.substring(cut + 1)));
      } catch (RuntimeException noPattern) {
        told = "no pattern";
      }
      System.out.println(told);
    }
  }
}
J
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java > library.seen 2>/dev/null
for version in 0.36.6 0.37.2; do
  cp main.go $version
  printf 'module finding\ngo 1.26\nrequire k8s.io/apiextensions-apiserver v%s\n' $version > $version/go.mod
  (cd $version && go mod tidy >/dev/null 2>&1 && go run . < ../cases > ../$version.seen)
done
echo "# 1.36|1.37|Java" > title
paste -d'|' cases 0.36.6.seen 0.37.2.seen library.seen | cat title - | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
# 1.36|1.37|Java
{"type":"number","multipleOf":0.01}|0.28|true|true|true
{"type":"number","multipleOf":0.01}|0.29|false|true|true
{"type":"number","multipleOf":0.01}|19.99|false|true|true
{"type":"number","multipleOf":0.01}|0.285|false|false|false
{"type":"string","pattern":"^[[:alpha:]]+$"}|"xyz"|true|true|false
{"type":"string","pattern":"^[[:alpha:]]+$"}|"x1"|false|false|false
{"type":"string","pattern":"^[[:alpha:]]+$"}|"al:"|false|false|true
{"type":"string","pattern":"^a{,2}$"}|"a{,2}"|true|true|no pattern
{"type":"string","format":"duration"}|"P3D"|true|true|true
{"type":"string","format":"duration"}|"5m"|true|true|false
{"type":"string","format":"duration"}|"3 weeks ago"|true|true|false
{"type":"string","format":"ipv4"}|"01.2.3.4"|true|true|false
{"type":"string","format":"uri"}|"/x"|true|true|false
|573|0|
E
