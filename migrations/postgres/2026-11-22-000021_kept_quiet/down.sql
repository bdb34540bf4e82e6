DROP TABLE kept_quiet;
