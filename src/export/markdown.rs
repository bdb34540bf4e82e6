//! A document as CommonMark 0.31, written by a library so that nothing of what a patient wrote is taken for markup.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Tag, TagEnd};

use super::document::{Block, Document};
use crate::error::{Error, Result};

/// The document as Markdown.
pub(super) fn write(document: &Document) -> Result<String> {
    let mut events = Vec::new();
    for block in &document.blocks {
        push(&mut events, block);
    }
    let mut text = String::new();
    pulldown_cmark_to_cmark::cmark(events, &mut text, Options::empty()).map_err(Error::internal)?;
    text.push('\n');
    Ok(text)
}

fn push<'a>(events: &mut Vec<Event<'a>>, block: &'a Block) {
    match block {
        Block::Title(text) => heading(events, HeadingLevel::H1, text),
        Block::Part(text) => heading(events, HeadingLevel::H2, text),
        Block::Head(text) => heading(events, HeadingLevel::H3, text),
        Block::Question(text) => {
            events.push(Event::Start(Tag::BlockQuote(None)));
            paragraph(events, text);
            events.push(Event::End(TagEnd::BlockQuote(None)));
        }
        Block::Labelled(label, text) => {
            events.push(Event::Start(Tag::Paragraph));
            events.push(Event::Start(Tag::Strong));
            events.push(Event::Text(CowStr::from(format!("{label}:"))));
            events.push(Event::End(TagEnd::Strong));
            events.push(Event::Text(CowStr::Borrowed(" ")));
            lines(events, text);
            events.push(Event::End(TagEnd::Paragraph));
        }
        Block::Text(text) => {
            for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
                paragraph(events, part);
            }
        }
    }
}

fn heading<'a>(events: &mut Vec<Event<'a>>, level: HeadingLevel, text: &'a str) {
    events.push(Event::Start(Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    }));
    events.push(Event::Text(CowStr::Borrowed(text)));
    events.push(Event::End(TagEnd::Heading(level)));
}

fn paragraph<'a>(events: &mut Vec<Event<'a>>, text: &'a str) {
    events.push(Event::Start(Tag::Paragraph));
    lines(events, text);
    events.push(Event::End(TagEnd::Paragraph));
}

/// The lines of a text, with the breaks that the patient made.
fn lines<'a>(events: &mut Vec<Event<'a>>, text: &'a str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for (place, line) in lines.enumerate() {
        if place > 0 {
            events.push(Event::HardBreak);
        }
        events.push(Event::Text(CowStr::Borrowed(line)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::labels::Labels;
    use crate::words::Language;
    use pulldown_cmark::Parser;

    /// The words of a Markdown text as a reader's program shows them.
    fn shown(markdown: &str) -> String {
        Parser::new(markdown)
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.into_string()),
                Event::Html(text) | Event::InlineHtml(text) => panic!("markup: {text}"),
                Event::HardBreak | Event::End(TagEnd::Paragraph) => Some("\n".to_owned()),
                Event::Start(
                    Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::CodeBlock(_)
                    | Tag::List(_)
                    | Tag::Heading { .. },
                ) => {
                    panic!("markup in {markdown:?}")
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn nothing_that_a_patient_writes_becomes_markup() {
        for text in [
            "# not a heading",
            "- not a list",
            "1. not a list",
            "1) nor this",
            "* star",
            "+ plus",
            "> not a quote",
            "*not* **bold** _nor_ this",
            "[not](a link)",
            "![nor](an image)",
            "<b>not</b> markup",
            "<script>",
            "`code`",
            "```",
            "    four spaces",
            "a\\b",
            "&amp; &#35;",
            "---",
            "***",
            "===",
            "a | b",
            "~~~",
            "https://example.org",
            "<https://example.org>",
            "line\nbreak",
            "Setext\n===",
            "Setext\n---",
            "🌊 río ñ",
            "trailing  ",
            "\ttab",
            "[ref]: /url",
            "#",
            "##",
            "a #",
            "\\",
            "\\\\",
            "_",
            "*",
            "snake_case_word",
            "1986. a good year",
        ] {
            let document = Document {
                labels: Labels::of(Language::English),
                title: String::new(),
                blocks: vec![Block::Text(text.to_owned())],
            };
            let markdown = write(&document).expect("Markdown");
            let wanted: String = text
                .lines()
                .map(|line| format!("{}\n", line.trim()))
                .collect();
            assert_eq!(
                shown(&markdown).trim_end(),
                wanted.trim_end(),
                "{markdown:?}"
            );
        }
    }
}
