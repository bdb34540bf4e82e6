"""Foreign judges of FHIR: HL7's own JSON schema, the models of fhir.resources, and what neither of them looks at."""

import importlib
import json
import re
from collections import Counter

import jsonschema

# What R4 requires of these codes is a closed list; fhir.resources knows the lists and leaves it to its users to look at them.
OPEN = "+"


def model_of(kind):
    module = importlib.import_module(f"fhir.resources.R4B.{kind.lower()}")
    return getattr(module, kind)


class Models:
    """fhir.resources: R4B is R4 for every resource that is used here."""

    name = "fhir.resources R4B"

    def __init__(self):
        self.codes = Counter()

    def problems(self, resource):
        try:
            model = model_of(resource["resourceType"]).model_validate(resource)
        except Exception as error:  # noqa: BLE001 - whatever it says is the finding
            yield str(error).replace("\n", " ")
            return
        again = json.loads(model.model_dump_json())
        if flattened(again) != flattened(resource):
            yield f"reads back as something else: {sorted(flattened(again) ^ flattened(resource))[:3]}"
        yield from self.codes_of(model, resource["resourceType"])

    def codes_of(self, model, path):
        for name, field in type(model).model_fields.items():
            value = getattr(model, name, None)
            allowed = (field.json_schema_extra or {}).get("enum_values") if isinstance(field.json_schema_extra, dict) else None
            if value is not None and allowed and OPEN not in allowed:
                self.codes[f"{path}.{name}"] += 1
                if value not in allowed:
                    yield f"{path}.{name}: {value!r} is none of {allowed}"
            for item in value if isinstance(value, list) else [value]:
                if hasattr(type(item), "model_fields"):
                    yield from self.codes_of(item, f"{path}.{name}")


def flattened(value, path=""):
    """Every leaf with its path, instants as one spelling."""
    if isinstance(value, dict):
        return {leaf for name, item in value.items() for leaf in flattened(item, f"{path}/{name}")}
    if isinstance(value, list):
        return {leaf for index, item in enumerate(value) for leaf in flattened(item, f"{path}/{index}")}
    text = str(value)
    if re.match(r"^\d{4}-\d\d-\d\dT", text):
        text = re.sub(r"(\.\d*?)0*(Z|\+00:00)$", r"\1Z", text).replace(".Z", "Z").replace("+00:00", "Z")
    return {(path, text)}


class Schema:
    """HL7's fhir.schema.json for R4, with its closed lists of codes."""

    name = "HL7 fhir.schema.json R4"

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
        # FHIR's patterns are those of XML Schema, where \s is ASCII; Python's would refuse a no-break space.
        for definition in schema["definitions"].values():
            for part in [definition, *definition.get("properties", {}).values()]:
                if "\\S" in part.get("pattern", "") or "\\s" in part.get("pattern", ""):
                    part["pattern"] = "(?a)" + part["pattern"]
        self.definitions = schema["definitions"]
        self.of_kind = {}

    def problems(self, resource):
        kind = resource["resourceType"]
        if kind not in self.of_kind:
            self.of_kind[kind] = jsonschema.Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": self.definitions})
        # Each resource in a bundle is judged by itself: the schema's choice between all kinds says nothing readable.
        if kind == "Bundle":
            resource = {**resource, "entry": [{"fullUrl": entry["fullUrl"]} for entry in resource["entry"]]}
        for error in self.of_kind[kind].iter_errors(resource):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


class Whole:
    """What holds between the resources of one bundle, and what no schema asks."""

    name = "the bundle as a whole"

    def problems(self, bundle):
        places = [entry["fullUrl"] for entry in bundle["entry"]]
        yield from (f"{place} twice" for place, times in Counter(places).items() if times > 1)
        for entry in bundle["entry"]:
            resource = entry["resource"]
            if entry["fullUrl"] != f"urn:uuid:{resource['id']}":
                yield f"{entry['fullUrl']} is not the place of {resource['id']}"
            yield from self.walk(resource, resource["resourceType"], set(places))

    def walk(self, value, path, places):
        if value in (None, [], {}, ""):
            yield f"{path} is empty"
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield f"{path} is a number"
        if isinstance(value, dict):
            target = value.get("reference")
            if isinstance(target, str) and target not in places:
                yield f"{path} leads to {target}, which is not in the bundle"
            for name, item in value.items():
                yield from self.walk(item, f"{path}.{name}", places)
        if isinstance(value, list):
            for item in value:
                yield from self.walk(item, path, places)
