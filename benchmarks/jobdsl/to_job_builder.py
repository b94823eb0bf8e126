#!/usr/bin/env python3
"""Writes the jobs of a jobs.json as definitions of Jenkins Job Builder: the same folders, pipeline jobs, parameters, triggers and log rotation."""
import json
import sys

import yaml


def parameters(job):
    for parameter in job.get("parameters", []):
        body = {"name": parameter["name"], "description": parameter["description"]}
        if parameter["type"] == "choice":
            yield {"choice": body | {"choices": parameter["values"]}}
        elif parameter["type"] == "boolean":
            yield {"bool": body | {"default": parameter["values"][0] == "true"}}
        else:
            yield {"string": body | {"default": parameter["values"][0]}}


def definitions(plan):
    for folder in plan["folders"]:
        yield {"job": {"name": folder["path"], "project-type": "folder", "description": folder["description"]}}
    for job in plan["pipelines"]:
        triggers = [{"pollscm": {"cron": job["poll"]}}] if "poll" in job else []
        triggers += [{"timed": job["cron"]}] if "cron" in job else []
        yield {
            "job": {
                "name": job["path"],
                "project-type": "pipeline",
                "description": job["description"],
                "sandbox": True,
                # Job Builder takes braces for its own templates.
                "dsl": "echo " + job["script"],
                "parameters": list(parameters(job)),
                "triggers": triggers,
                "properties": [{"build-discarder": {"num-to-keep": job["keep"]}}],
            }
        }
    for job in plan["multibranch"]:
        yield {
            "job": {
                "name": job["path"],
                "project-type": "multibranch",
                "description": job["description"],
                "script-path": job["jenkinsfile"],
                "scm": [{"git": {"url": job["repository"], "head-filter-regex": ".*"}}],
            }
        }


with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    # Job Builder reads block style only.
    yaml.dump(list(definitions(json.load(source))), target, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False)
