//! The reference page at `/docs`, written from the document; it loads nothing from elsewhere and runs no script.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

/// What the page may load: nothing but its own style.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 56rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
details { margin: .4rem 0; border: 1px solid #8886; border-radius: .4rem; padding: .4rem .7rem; }
summary { cursor: pointer; }
code, pre { font: .9em/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; background: #8881; padding: .6rem; border-radius: .3rem; }
.method { display: inline-block; min-width: 4.2em; font-weight: 700; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15rem .8rem .15rem 0; vertical-align: top; }
nav a { margin-right: 1rem; }
";

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The whole page.
pub fn page(document: &Value) -> String {
    let operations = operations(document);
    let tags: Vec<(&str, &str)> = at(document, "/tags")
        .as_array()
        .into_iter()
        .flatten()
        .map(|tag| (text(at(tag, "/name")), text(at(tag, "/description"))))
        .collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Afterword: the API" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Afterword" }
                p { (text(at(document, "/info/description"))) }
                p { "The document itself: " a href="/openapi.json" { "/openapi.json" } }
                nav { @for (tag, _) in &tags { a href={ "#" (tag) } { (tag) } } a href="#schemas" { "schemas" } }
                @for (tag, about) in &tags {
                    h2 id=(tag) { (tag) }
                    p { (about) }
                    @for operation in operations.iter().filter(|operation| text(at(operation.body, "/tags/0")) == *tag) { (operation.show()) }
                }
                h2 id="schemas" { "schemas" }
                @for (name, schema) in at(document, "/components/schemas").as_object().into_iter().flatten() {
                    details id={ "schema-" (name) } { summary { code { (name) } } pre { (pretty(schema)) } }
                }
            }
        }
    }
    .into_string()
}

struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    body: &'a Value,
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = at(document, "/paths").as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| {
                item.get(*method)
                    .map(|body| Operation { path, method, body })
            })
        })
        .collect()
}

impl Operation<'_> {
    fn show(&self) -> Markup {
        html! {
            details {
                summary { span.method { (self.method.to_uppercase()) } code { (self.path) } " " (text(at(self.body, "/summary"))) }
                p { (self.callers()) }
                @if let Some(about) = at(self.body, "/description").as_str() { p { (about) } }
                @if let Some(parameters) = at(self.body, "/parameters").as_array() {
                    table {
                        @for parameter in parameters {
                            tr {
                                td { code { (text(at(parameter, "/name"))) } }
                                td { (text(at(parameter, "/in"))) @if at(parameter, "/required") == &Value::Bool(true) { ", required" } }
                                td { (text(at(parameter, "/description"))) }
                            }
                        }
                    }
                }
                @if let Some(schema) = self.body.pointer("/requestBody/content/application~1json/schema") { p { "Body: " (reference(schema)) } }
                table {
                    @for (status, answer) in at(self.body, "/responses").as_object().into_iter().flatten() {
                        tr { td { (status) } td { (text(at(answer, "/description"))) } td { (answer_type(answer)) } }
                    }
                }
            }
        }
    }

    fn callers(&self) -> String {
        let roles = self
            .body
            .pointer("/security/0/bearer")
            .and_then(Value::as_array);
        match roles {
            None => "Anyone.".to_owned(),
            Some(roles) => format!(
                "With the token of a {}.",
                roles.iter().map(text).collect::<Vec<_>>().join(" or ")
            ),
        }
    }
}

fn answer_type(answer: &Value) -> Markup {
    let schema = at(answer, "/content")
        .as_object()
        .into_iter()
        .flatten()
        .next()
        .map(|(_, content)| at(content, "/schema"));
    html! { @if let Some(schema) = schema { (reference(schema)) } }
}

fn reference(schema: &Value) -> Markup {
    match at(schema, "/$ref")
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        Some(name) => html! { a href={ "#schema-" (name) } { code { (name) } } },
        None => html! { code { (text(at(schema, "/type"))) } },
    }
}

/// What stands at a JSON pointer, or null.
fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
