DROP TABLE dosing_sessions;
