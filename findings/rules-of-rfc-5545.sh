#!/usr/bin/env bash
# One recurrence rule of RFC 5545, other days: lib-recur 0.17.1 and ical4j 4.4.0 (Java) and python-dateutil 4.0.0 all take these rules, each from 30 January 2026, and disagree without an error.
# BYWEEKNO=53 is a week that few years have (2026, 2032, 2037); lib-recur finds it in every year and gives Mondays of week 52 (2027-12-27) and of the next year's first week (2029-12-31).
# FREQ=WEEKLY;BYMONTH=6;BYDAY=MO is to be Mondays of June; ical4j keeps 29 June out and lets 31 May 2027 in, as it asks for the month of the week's day that start has. FREQ=YEARLY;BYMONTH=2;BYYEARDAY=60 gives it 1 March.
# FREQ=YEARLY;BYMONTHDAY=1 is twelve days a year for dateutil, and one for both of Java, as they take the month of the start; BYWEEKNO=1 alone is seven days or one. A freeze by the calendar's own rule closes other days.
# Needs Java 17, Maven, Python 3.10. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > rules <<'R'
FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=4
FREQ=WEEKLY;BYMONTH=6;BYDAY=MO;COUNT=5
FREQ=YEARLY;BYMONTH=2;BYYEARDAY=60;COUNT=2
FREQ=YEARLY;BYMONTHDAY=1;COUNT=3
FREQ=YEARLY;BYWEEKNO=1;COUNT=3
FREQ=MONTHLY;BYDAY=-1FR;COUNT=3
R
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.dmfs</groupId><artifactId>lib-recur</artifactId><version>0.17.1</version></dependency>
    <dependency><groupId>org.mnode.ical4j</groupId><artifactId>ical4j</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import net.fortuna.ical4j.model.Recur;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;

class Finding {
  public static void main(String[] arguments) throws Exception {
    LocalDateTime start = LocalDateTime.parse("2026-01-30T16:00");
    for (String rule : Files.readAllLines(Path.of("rules"))) {
      StringBuilder line = new StringBuilder(arguments[0]);
      if (arguments[0].equals("lib-recur")) {
        var days = new RecurrenceRule(rule).iterator(new DateTime(DateTime.UTC, 2026, 0, 30, 16, 0, 0));
        while (days.hasNext()) {
          DateTime day = days.nextDateTime();
          line.append(" %d-%02d-%02d".formatted(day.getYear(), day.getMonth() + 1, day.getDayOfMonth()));
        }
      } else {
        new Recur<LocalDateTime>(rule).getDates(start, start, start.plusYears(40)).forEach(day -> line.append(" " + day.toLocalDate()));
      }
      System.out.println(line);
    }
  }
}
J
cat > finding.py <<'P'
import datetime
from dateutil.rrule import rrulestr
for rule in open("rules"):
    days = rrulestr(rule.strip(), dtstart=datetime.datetime(2026, 1, 30, 16))
    print("dateutil", *(day.date() for day in days))
P
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java lib-recur > lib-recur.seen 2>/dev/null
java -cp "$(cat classpath)" Finding.java ical4j > ical4j.seen 2>/dev/null
python3 -m venv environment
environment/bin/pip install -q python-dateutil==4.0.0 2>/dev/null
environment/bin/python finding.py > dateutil.seen
paste -d'\n' rules lib-recur.seen ical4j.seen dateutil.seen | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=4
lib-recur 2026-12-28 2027-12-27 2029-12-31 2030-12-30
ical4j 2026-12-28 2032-12-27 2037-12-28 2043-12-28
dateutil 2026-12-28 2032-12-27 2037-12-28 2043-12-28
FREQ=WEEKLY;BYMONTH=6;BYDAY=MO;COUNT=5
lib-recur 2026-06-01 2026-06-08 2026-06-15 2026-06-22 2026-06-29
ical4j 2026-06-01 2026-06-08 2026-06-15 2026-06-22 2027-05-31
dateutil 2026-06-01 2026-06-08 2026-06-15 2026-06-22 2026-06-29
FREQ=YEARLY;BYMONTH=2;BYYEARDAY=60;COUNT=2
lib-recur 2028-02-29 2032-02-29
ical4j 2026-03-01 2027-03-01
dateutil 2028-02-29 2032-02-29
FREQ=YEARLY;BYMONTHDAY=1;COUNT=3
lib-recur 2027-01-01 2028-01-01 2029-01-01
ical4j 2027-01-01 2028-01-01 2029-01-01
dateutil 2026-02-01 2026-03-01 2026-04-01
FREQ=YEARLY;BYWEEKNO=1;COUNT=3
lib-recur 2027-01-08 2028-01-07 2029-01-05
ical4j 2027-01-08 2028-01-07 2029-01-05
dateutil 2027-01-04 2027-01-05 2027-01-06
FREQ=MONTHLY;BYDAY=-1FR;COUNT=3
lib-recur 2026-01-30 2026-02-27 2026-03-27
ical4j 2026-01-30 2026-02-27 2026-03-27
dateutil 2026-01-30 2026-02-27 2026-03-27
E
