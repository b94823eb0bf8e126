#!/usr/bin/env bash
# When does a nightly job run in the night that the clock changes? One cron line of five fields in one time zone, and of these five libraries no two agree on all of six lines, each without an error:
# robfig/cron 3.0.1 (Go; of Kubernetes' CronJob and Argo CD's sync windows), croniter 7.0.0 (Python), cron-parser 5.10.6 and croner 11.0.1 (npm), cron-utils 9.2.1 (Java, as CronType.UNIX).
# `30 2 * * *` in Berlin, 29 March 2026, when 02:30 does not exist: robfig and cron-utils leave the day out; croniter and croner run at 03:00, cron-parser at 03:30. On 25 October robfig and croniter run twice, an hour apart.
# Midnight is no safe choice: in Cairo the clock changes at 00:00, so `0 0 * * *` has no run on 24 April for robfig and cron-utils. `0 */2 * * *` runs at 03:00 and at 04:00 for croniter and cron-parser, at 04:00 alone for the rest.
# `0 6 */1 * 1` is Mondays where */1 is read as * (robfig, cron-utils), and every day where it is a list of days (the other three), as a day of the month or of the week then is enough.
# State such times in UTC, make the job bear a second run, and write * and never */1. Needs Go 1.26, Python 3.11, Node.js 20, Java 17, Maven. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > cases <<'C'
Europe/Berlin|2026-03-28T11:00:00Z|30 2 * * *
Europe/Berlin|2026-03-28T22:30:00Z|0 */2 * * *
Europe/Berlin|2026-10-24T10:00:00Z|30 2 * * *
Africa/Cairo|2026-04-23T10:00:00Z|0 0 * * *
Africa/Cairo|2026-10-29T10:00:00Z|30 23 * * *
Europe/Berlin|2026-03-01T11:00:00Z|0 6 */1 * 1
C
cat > go.mod <<'M'
module finding
go 1.26
require github.com/robfig/cron/v3 v3.0.1
M
cat > main.go <<'G'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		part := strings.Split(lines.Text(), "|")
		at := must(time.Parse(time.RFC3339, part[1])).In(must(time.LoadLocation(part[0])))
		schedule := must(cron.ParseStandard(part[2]))
		for range 3 {
			at = schedule.Next(at)
			fmt.Print(" ", at.UTC().Format("01-02T15:04Z"))
		}
		fmt.Println()
	}
}
G
cat > finding.py <<'P'
import datetime
import zoneinfo

from croniter import croniter

for line in open("cases"):
    zone, start, expression = line.strip().split("|")
    runs = croniter(expression, datetime.datetime.fromisoformat(start).astimezone(zoneinfo.ZoneInfo(zone)))
    times = [runs.get_next(datetime.datetime).astimezone(datetime.timezone.utc) for _ in range(3)]
    print("", *(time.strftime("%m-%dT%H:%MZ") for time in times))
P
cat > finding.mjs <<'J'
import { readFileSync } from 'node:fs';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';

for (const line of readFileSync('cases', 'utf8').trim().split('\n')) {
  const [tz, start, expression] = line.split('|');
  const parsed = CronExpressionParser.parse(expression, { tz, currentDate: new Date(start) });
  const runs =
    process.argv[2] === 'croner'
      ? new Cron(expression, { timezone: tz }).nextRuns(3, new Date(start))
      : [0, 1, 2].map(() => parsed.next().toDate());
  console.log(runs.map((run) => ' ' + run.toISOString().slice(5, 16) + 'Z').join(''));
}
J
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.cronutils</groupId><artifactId>cron-utils</artifactId><version>9.2.1</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

class Finding {
  public static void main(String[] arguments) throws Exception {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    for (String line : Files.readAllLines(Path.of("cases"))) {
      String[] part = line.split("\\|");
      ZonedDateTime at = Instant.parse(part[1]).atZone(ZoneId.of(part[0]));
      String runs = "";
      for (int i = 0; i < 3; i++) {
        at = ExecutionTime.forCron(parser.parse(part[2])).nextExecution(at).orElseThrow();
        runs += " " + at.toInstant().toString().substring(5, 16) + "Z";
      }
      System.out.println(runs);
    }
  }
}
J
go mod tidy >/dev/null 2>&1
go run . < cases > robfig.seen
python3 -m venv environment
environment/bin/pip install -q croniter==7.0.0 tzdata 2>/dev/null
environment/bin/python finding.py > croniter.seen
npm install --silent --no-fund --no-audit cron-parser@5.10.6 croner@11.0.1 >/dev/null 2>&1
node finding.mjs cron-parser > cron-parser.seen
node finding.mjs croner > croner.seen
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java > cron-utils.seen 2>/dev/null
i=0
while read -r case; do
  i=$((i + 1))
  echo "$case"
  for library in robfig croniter cron-parser croner cron-utils; do
    echo "  $library:$(sed -n ${i}p $library.seen)"
  done
done < cases | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
Europe/Berlin|2026-03-28T11:00:00Z|30 2 * * *
  robfig: 03-30T00:30Z 03-31T00:30Z 04-01T00:30Z
  croniter: 03-29T01:00Z 03-30T00:30Z 03-31T00:30Z
  cron-parser: 03-29T01:30Z 03-30T00:30Z 03-31T00:30Z
  croner: 03-29T01:00Z 03-30T00:30Z 03-31T00:30Z
  cron-utils: 03-30T00:30Z 03-31T00:30Z 04-01T00:30Z
Europe/Berlin|2026-03-28T22:30:00Z|0 */2 * * *
  robfig: 03-28T23:00Z 03-29T02:00Z 03-29T04:00Z
  croniter: 03-28T23:00Z 03-29T01:00Z 03-29T02:00Z
  cron-parser: 03-28T23:00Z 03-29T01:00Z 03-29T02:00Z
  croner: 03-28T23:00Z 03-29T02:00Z 03-29T04:00Z
  cron-utils: 03-28T23:00Z 03-29T02:00Z 03-29T04:00Z
Europe/Berlin|2026-10-24T10:00:00Z|30 2 * * *
  robfig: 10-25T00:30Z 10-25T01:30Z 10-26T01:30Z
  croniter: 10-25T00:30Z 10-25T01:30Z 10-26T01:30Z
  cron-parser: 10-25T00:30Z 10-26T01:30Z 10-27T01:30Z
  croner: 10-25T00:30Z 10-26T01:30Z 10-27T01:30Z
  cron-utils: 10-25T00:30Z 10-26T01:30Z 10-27T01:30Z
Africa/Cairo|2026-04-23T10:00:00Z|0 0 * * *
  robfig: 04-24T21:00Z 04-25T21:00Z 04-26T21:00Z
  croniter: 04-23T22:00Z 04-24T21:00Z 04-25T21:00Z
  cron-parser: 04-23T22:00Z 04-24T21:00Z 04-25T21:00Z
  croner: 04-23T22:00Z 04-24T21:00Z 04-25T21:00Z
  cron-utils: 04-24T21:00Z 04-25T21:00Z 04-26T21:00Z
Africa/Cairo|2026-10-29T10:00:00Z|30 23 * * *
  robfig: 10-29T20:30Z 10-29T21:30Z 10-30T21:30Z
  croniter: 10-29T20:30Z 10-29T21:30Z 10-30T21:30Z
  cron-parser: 10-29T20:30Z 10-30T21:30Z 10-31T21:30Z
  croner: 10-29T20:30Z 10-30T21:30Z 10-31T21:30Z
  cron-utils: 10-29T20:30Z 10-30T21:30Z 10-31T21:30Z
Europe/Berlin|2026-03-01T11:00:00Z|0 6 */1 * 1
  robfig: 03-02T05:00Z 03-09T05:00Z 03-16T05:00Z
  croniter: 03-02T05:00Z 03-03T05:00Z 03-04T05:00Z
  cron-parser: 03-02T05:00Z 03-03T05:00Z 03-04T05:00Z
  croner: 03-02T05:00Z 03-03T05:00Z 03-04T05:00Z
  cron-utils: 03-02T05:00Z 03-09T05:00Z 03-16T05:00Z
E
