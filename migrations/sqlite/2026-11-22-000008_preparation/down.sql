DROP TABLE agreements;
DROP TABLE fears;
DROP TABLE goals;
DROP TABLE intentions;
