"""Turns the results of a conformance run into the README's table: a feature is "yes" where every case that uses it passes."""
import collections
import json
import sys

REFUSED = [
    ("remote bases and files", "vendor them"),
    ("helmCharts, helmChartInflationGenerator", "the Helm manifest kind, or a rendered file"),
    ("exec and container plugins", "commit what they make"),
]


def main(folder):
    suite = json.load(open(folder + "/cases.json"))
    world = json.load(open(folder + "/realworld.json"))
    features = collections.defaultdict(lambda: [0, 0, 0, 0])
    for result in suite + world:
        for tag in result["tags"]:
            counts = features[tag]
            counts[0] += 1
            counts[1] += result["pass"]
            counts[2] += result["expect"] == "output"
            counts[3] += result["bytes"]
    print("| feature | supported | cases | pass | byte-identical |\n|---|---|---|---|---|")
    for tag, (cases, passed, outputs, same) in sorted(features.items()):
        word = "yes" if passed == cases else "no" if passed == 0 else "in part"
        print(f"| {tag} | {word} | {cases} | {passed} | {same} of {outputs} |")
    for feature, way_out in REFUSED:
        print(f"| {feature} | refused: {way_out} | | | |")
    errors = [r for r in suite if r["expect"] == "error"]
    print()
    print(
        f"kustomize's own suite: {sum(r['pass'] for r in suite)} of {len(suite)} cases,"
        f" {sum(r['bytes'] for r in suite)} of {len(suite) - len(errors)} outputs byte-identical,"
        f" {sum(r.get('message', False) for r in errors)} of {len(errors)} errors with the expected message."
        f" Real-world overlays: {sum(r['pass'] for r in world)} of {len(world)}, {sum(r['bytes'] for r in world)} byte-identical."
    )


main(sys.argv[1])
