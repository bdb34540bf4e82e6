DROP TABLE timeline_calendars;
DROP TABLE evaluations;
DROP TABLE appointments;
