DROP TABLE acknowledgements;
DROP TABLE consents;
DROP TABLE caseload;
DROP TABLE care_links;
DROP TABLE care_invitations;
