"""What icalendar reads in a calendar: one JSON list of events on standard output."""

import datetime
import json
import sys

from icalendar import Calendar


def spelled(value):
    if value is None:
        return None
    moment = value.dt
    if isinstance(moment, datetime.datetime):
        assert moment.utcoffset() == datetime.timedelta(0), f"{moment} is not in UTC"
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def main():
    calendar = Calendar.from_ical(sys.stdin.buffer.read())
    faults = [fault for component in calendar.walk() for fault in component.errors]
    assert not faults, faults
    missing = [name for event in calendar.events for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if name not in event]
    assert not missing, missing
    events = [
        {
            "uid": str(event["UID"]),
            "title": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "start": spelled(event["DTSTART"]),
            "end": spelled(event.get("DTEND")),
        }
        for event in calendar.events
    ]
    print(json.dumps({"name": str(calendar["X-WR-CALNAME"]), "version": str(calendar["VERSION"]), "events": events}))


main()
