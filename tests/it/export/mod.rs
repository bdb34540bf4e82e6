//! `/v1/me/export` and `/v1/me/import`: section 6.9, AZ-13.

mod archive;
mod document;
mod fhir;
mod sections;
