#!/usr/bin/env bash
# Is it ready? kstatus (github.com/fluxcd/cli-utils 1.3.0 of 2026, on which the waits of Helm 4 and Flux are built, with readers of their own for some kinds) and fabric8's Readiness (io.fabric8:kubernetes-client-api 8.0.0 of 2026).
# kstatus says Current, which is its word for ready, of a Pod that failed, a Job that has only begun, a Service of type LoadBalancer without an address, an APIService whose condition Available is False, and a StatefulSet
# with updateStrategy OnDelete none of whose pods is ready. A DaemonSet with OnDelete, all of whose pods are ready, is InProgress until each of them was deleted by hand, so a wait for it ends by its timeout.
# fabric8 knows some kinds only and has any other as ready: a failed Job, a lost PersistentVolumeClaim, what is being deleted. A Deployment that is paused with its old pods is ready, a Pod that succeeded is not.
# A step that ends with "all is ready" has not asked whether it works: read the conditions that matter, such as a Job's Complete and Failed. Needs Go 1.26, Java 17, Maven. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > objects <<'O'
{apiVersion: v1, kind: Pod, metadata: {name: failed}, spec: {restartPolicy: Never}, status: {phase: Failed}}
{apiVersion: v1, kind: Pod, metadata: {name: succeeded}, spec: {restartPolicy: Never}, status: {phase: Succeeded}}
{apiVersion: batch/v1, kind: Job, metadata: {name: running}, status: {startTime: "2026-01-01T00:00:00Z", active: 1}}
{apiVersion: batch/v1, kind: Job, metadata: {name: failed}, status: {startTime: "2026-01-01T00:00:00Z", failed: 1, conditions: [{type: Failed, status: "True"}]}}
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: lost}, status: {phase: Lost}}
{apiVersion: v1, kind: Service, metadata: {name: no-address}, spec: {type: LoadBalancer, clusterIP: 10.0.0.1}, status: {loadBalancer: {}}}
{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: unavailable}, status: {conditions: [{type: Available, status: "False"}]}}
{apiVersion: v1, kind: Namespace, metadata: {name: ending, deletionTimestamp: "2026-01-01T00:00:00Z"}, status: {phase: Terminating}}
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: on-delete, generation: 2}, spec: {replicas: 2, updateStrategy: {type: OnDelete}}, status: {observedGeneration: 2, replicas: 2, readyReplicas: 0, updatedReplicas: 0, currentRevision: a, updateRevision: b}}
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: on-delete, generation: 2}, spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 2, desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 2, numberAvailable: 2, updatedNumberScheduled: 0}}
{apiVersion: apps/v1, kind: Deployment, metadata: {name: paused, generation: 3}, spec: {replicas: 2, paused: true}, status: {observedGeneration: 3, replicas: 2, updatedReplicas: 0, readyReplicas: 2, availableReplicas: 2, conditions: [{type: Available, status: "True"}, {type: Progressing, status: Unknown, reason: DeploymentPaused}]}}
{apiVersion: apps/v1, kind: Deployment, metadata: {name: ready, generation: 1}, spec: {replicas: 1}, status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1, conditions: [{type: Available, status: "True"}]}}
O
cat > go.mod <<'M'
module finding
go 1.26
require (
	github.com/fluxcd/cli-utils v1.3.0
	k8s.io/apimachinery v0.37.0
	sigs.k8s.io/yaml v1.6.0
)
M
cat > main.go <<'G'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(must(yaml.YAMLToJSON(lines.Bytes()))); err != nil {
			panic(err)
		}
		fmt.Printf("%s %s|%s\n", object.GetKind(), object.GetName(), must(status.Compute(object)).Status)
	}
}
G
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
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;

class Finding {
  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of("objects"))) {
      HasMetadata object = Serialization.unmarshal("--- " + line);
      System.out.println(Readiness.getInstance().isReady(object) ? "ready" : "not ready");
    }
  }
}
J
go mod tidy >/dev/null 2>&1
go run . < objects > kstatus.seen
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java > fabric8.seen 2>/dev/null
echo "# object|kstatus|fabric8" > title
paste -d'|' kstatus.seen fabric8.seen | cat title - | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
# object|kstatus|fabric8
Pod failed|Current|not ready
Pod succeeded|Current|not ready
Job running|Current|ready
Job failed|Failed|ready
PersistentVolumeClaim lost|InProgress|ready
Service no-address|Current|ready
APIService unavailable|Current|ready
Namespace ending|Terminating|ready
StatefulSet on-delete|Current|not ready
DaemonSet on-delete|InProgress|ready
Deployment paused|InProgress|ready
Deployment ready|Current|ready
E
