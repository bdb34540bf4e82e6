// What ical.js reads in a calendar: one JSON list of events on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const installed = createRequire(`${process.cwd()}/`).resolve("ical.js");
const loaded = await import(pathToFileURL(installed));
const ICAL = loaded.default;

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

function spelled(time) {
  if (!time) {
    return null;
  }
  if (!time.isDate && time.zone !== ICAL.Timezone.utcTimezone) {
    throw new Error(`${time} is not in UTC`);
  }
  return time.toString();
}

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: value("uid"),
    title: value("summary"),
    status: value("status"),
    sequence: value("sequence"),
    start: spelled(value("dtstart")),
    end: spelled(value("dtend")),
  };
});
const name = calendar.getFirstPropertyValue("x-wr-calname");
const version = calendar.getFirstPropertyValue("version");
console.log(JSON.stringify({ name, version, events }));
