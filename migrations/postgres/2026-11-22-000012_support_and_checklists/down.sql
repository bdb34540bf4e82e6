DROP TABLE checklist_items;
DROP TABLE soothing;
DROP TABLE support_people;
