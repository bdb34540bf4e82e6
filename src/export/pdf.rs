//! A document as PDF: A4, one column, page numbers; text that can be selected and searched.
//!
//! The two fonts are embedded, so nothing is asked of the machine. A character that neither of them has is shown as a box; the
//! other forms of an export hold it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::layout::{Alignment, AlignmentOptions, Layout, Line};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, StyleProperty};
use parley::{FontContext, LayoutContext};

use super::document::{Block, Document};
use crate::error::{Error, Result};

const REGULAR: &[u8] = include_bytes!("fonts/DejaVuSans.ttf");
const BOLD: &[u8] = include_bytes!("fonts/DejaVuSans-Bold.ttf");

/// A4 in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 62.0;

/// How a block looks: size, weight, space before it, space to its left.
struct Look {
    size: f32,
    bold: bool,
    before: f32,
    indent: f32,
}

const fn look(block: &Block) -> Look {
    let (size, bold, before, indent) = match block {
        Block::Title(_) => (20.0, true, 0.0, 0.0),
        Block::Part(_) => (14.0, true, 22.0, 0.0),
        Block::Head(_) => (9.5, true, 14.0, 0.0),
        Block::Question(_) => (10.5, false, 6.0, 16.0),
        Block::Labelled(..) | Block::Text(_) => (10.5, false, 6.0, 0.0),
    };
    Look {
        size,
        bold,
        before,
        indent,
    }
}

/// The document as PDF.
pub(super) fn write(document: &Document) -> Result<Vec<u8>> {
    let mut setter = Setter::new();
    let pages = setter.pages(document);
    let mut pdf = krilla::Document::new();
    pdf.set_metadata(Metadata::new().title(document.title.clone()));
    let settings =
        PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::internal("no page"))?;
    for (number, lines) in (1..).zip(&pages) {
        let mut page = pdf.start_page_with(settings.clone());
        let mut surface = page.surface();
        for placed in lines {
            setter.draw(&mut surface, placed)?;
        }
        let foot = setter.foot(format!(
            "{} {number} / {}",
            document.labels.page,
            pages.len()
        ));
        setter.draw(&mut surface, &foot)?;
        surface.finish();
        page.finish();
    }
    pdf.finish()
        .map_err(|error| Error::internal(format!("{error:?}")))
}

/// A text that is set, and where one of its lines stands on its page.
struct Placed {
    text: Arc<(String, Layout<()>)>,
    line: usize,
    left: f32,
    baseline: f32,
}

/// Sets texts in the embedded fonts.
struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    embedded: HashMap<u64, Font>,
}

impl Setter {
    fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        for bytes in [REGULAR, BOLD] {
            collection.register_fonts(Blob::new(Arc::new(bytes)), None);
        }
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            embedded: HashMap::new(),
        }
    }

    fn set(
        &mut self,
        text: String,
        size: f32,
        bold: bool,
        width: f32,
    ) -> Arc<(String, Layout<()>)> {
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        let family = FontFamily::Single(FontFamilyName::Named(Cow::Borrowed("DejaVu Sans")));
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            1.45,
        )));
        if bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let mut layout: Layout<()> = builder.build(&text);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        Arc::new((text, layout))
    }

    /// Lets the lines of all blocks flow over as many pages as they need; a head never stands alone at the foot of one.
    fn pages(&mut self, document: &Document) -> Vec<Vec<Placed>> {
        let foot = HEIGHT - MARGIN;
        let (mut pages, mut page, mut top) = (Vec::new(), Vec::new(), MARGIN);
        for block in &document.blocks {
            let Look {
                size,
                bold,
                before,
                indent,
            } = look(block);
            let left = MARGIN + indent;
            let text = self.set(words(block), size, bold, WIDTH - MARGIN - left);
            top += if page.is_empty() { 0.0 } else { before };
            let company = if bold { size * 5.0 } else { 0.0 };
            for (number, line) in text.1.lines().enumerate() {
                let metrics = line.metrics();
                if top + metrics.line_height + company > foot && !page.is_empty() {
                    pages.push(std::mem::take(&mut page));
                    top = MARGIN;
                }
                page.push(Placed {
                    text: Arc::clone(&text),
                    line: number,
                    left,
                    baseline: top + metrics.baseline - metrics.block_min_coord,
                });
                top += metrics.line_height;
            }
        }
        pages.push(page);
        pages
    }

    fn foot(&mut self, text: String) -> Placed {
        Placed {
            text: self.set(text, 8.0, false, WIDTH),
            line: 0,
            left: MARGIN,
            baseline: HEIGHT - MARGIN / 2.0,
        }
    }

    fn draw(&mut self, surface: &mut Surface<'_>, placed: &Placed) -> Result<()> {
        let (text, layout) = &*placed.text;
        match layout.get(placed.line) {
            Some(line) => self.draw_line(surface, text, &line, placed.left, placed.baseline),
            None => Ok(()),
        }
    }

    fn draw_line(
        &mut self,
        surface: &mut Surface<'_>,
        text: &str,
        line: &Line<'_, ()>,
        left: f32,
        baseline: f32,
    ) -> Result<()> {
        let mut x = left + line.metrics().offset;
        for run in line.runs() {
            let font = self.embed(run.font())?;
            let (size, start) = (run.font_size(), x);
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    if let Some(glyph) = glyphs.last_mut() {
                        glyph.text_range.end = cluster.text_range().end;
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance / size,
                        glyph.x / size,
                        glyph.y / size,
                        0.0,
                        cluster.text_range(),
                        None,
                    ));
                    x += glyph.advance;
                }
            }
            if !glyphs.is_empty() {
                surface.draw_glyphs(
                    Point::from_xy(start, baseline),
                    &glyphs,
                    font,
                    text,
                    size,
                    false,
                );
            }
        }
        Ok(())
    }

    fn embed(&mut self, font: &parley::FontData) -> Result<Font> {
        let id = font.data.id();
        if let Some(known) = self.embedded.get(&id) {
            return Ok(known.clone());
        }
        let made = Font::new(font.data.data().to_vec().into(), font.index)
            .ok_or_else(|| Error::internal("a font that cannot be read"))?;
        self.embedded.insert(id, made.clone());
        Ok(made)
    }
}

fn words(block: &Block) -> String {
    match block {
        Block::Title(text)
        | Block::Part(text)
        | Block::Head(text)
        | Block::Question(text)
        | Block::Text(text) => text.clone(),
        Block::Labelled(label, text) => format!("{label}: {text}"),
    }
}
