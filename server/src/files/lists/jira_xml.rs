//! Reads issues that Jira exports as XML, which is a feed with an element `item` for each. Texts in it
//! are HTML. No entities but those of XML itself are resolved.

use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use domain::text;
use quick_xml::events::Event;

use crate::files::criteria;
use crate::files::criteria_section;
use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::issue_json::Issue;
use crate::files::lists::markdown_reading::Lines;
use crate::files::lists::points_names;
use crate::files::markup::{Dialect, html_text};
use crate::files::tables::row_types::RowTypes;
use crate::files::xml;

/// Elements of an issue with others inside that are called as its own are.
const HIDDEN: [&str; 4] = ["comments", "subtasks", "issuelinks", "attachments"];

/// After how many events the job is asked.
const STEP: usize = 1_000;

/// Whether the text is such a feed, intact or damaged.
pub fn recognises(text: &str) -> bool {
    let marks = ["<rss", "<item>", "<key ", "<summary>"];
    text.trim_start().starts_with('<') && marks.into_iter().all(|mark| text.contains(mark))
}

/// The issues.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let format = Format::JiraXml;
    let types = RowTypes::new(format);
    let xml = quick_xml::Reader::from_str(text);
    let mut items = Items { xml, lines: Lines::new(text), job, types, depth: 0, has_any: false };
    if !text.trim_start().starts_with('<') {
        return Err(Unreadable::OtherFormat { wanted: format });
    }
    let preview = intake::preview(format, job, items.by_ref(), |entry| entry)?;
    if items.has_any { Ok(preview) } else { Err(Unreadable::OtherFormat { wanted: format }) }
}

/// Iterates over the issues.
struct Items<'t> {
    xml: quick_xml::Reader<&'t [u8]>,
    lines: Lines<'t>,
    job: &'t Job,
    types: RowTypes,
    /// In how many elements the reader is.
    depth: usize,
    has_any: bool,
}

/// An issue that is being read.
#[derive(Default)]
struct Item {
    offset: usize,
    line: u32,
    issue: Issue,
    /// The text since the last element began.
    text: String,
    /// In how many hidden elements the reader is.
    hidden: usize,
    field: String,
    values: Vec<String>,
    points: Option<(usize, String)>,
    criteria: String,
}

impl Item {
    fn end(&mut self, element: &str) {
        if HIDDEN.contains(&element) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        if self.hidden > 0 {
            return;
        }
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match element {
            "key" => self.issue.key = text,
            "summary" => self.issue.title = text,
            "link" => self.issue.link = text,
            "type" => self.issue.kind = text,
            "description" => self.issue.texts.description = markdown(&text),
            "label" => self.issue.labels.push(text),
            "customfieldname" => self.field = text,
            "customfieldvalue" => self.values.push(text),
            "customfield" => self.end_field(),
            _ => {}
        }
    }

    fn end_field(&mut self) {
        let (name, values) = (std::mem::take(&mut self.field), std::mem::take(&mut self.values));
        let value = values.join("\n");
        if criteria::is_name(&name) && self.criteria.is_empty() {
            self.criteria = markdown(&value);
        } else if name == "Epic Link" {
            self.issue.parent = value;
        } else if let Some(rank) = points_names::rank(&name).filter(|_| !value.is_empty())
            && self.points.as_ref().is_none_or(|(other, _)| rank < *other)
        {
            self.points = Some((rank, value));
        }
    }

    fn entry(mut self, types: &RowTypes) -> Entry {
        let description = &self.issue.texts.description;
        self.issue.texts = criteria_section::parted(&self.criteria, description, Dialect::Markdown);
        self.issue.points = self.points.map(|(_, points)| points).unwrap_or_default();
        self.issue.entry(types, self.line, self.offset)
    }
}

impl Items<'_> {
    /// The next issue; `None` behind the last one.
    fn read(&mut self) -> Result<Option<Entry>, Unreadable> {
        let mut open: Option<Item> = None;
        for count in 1_usize.. {
            let offset = self.xml.buffer_position() as usize;
            if count % STEP == 0 {
                self.job.reached(offset)?;
            }
            let Ok(event) = self.xml.read_event() else { return Err(self.malformed(offset)) };
            match event {
                Event::Start(element) => {
                    self.depth += 1;
                    let name = element.local_name();
                    match &mut open {
                        None if name.as_ref() == "item" => {
                            let line = self.lines.at(offset);
                            open = Some(Item { offset, line, ..Item::default() });
                        }
                        None => {}
                        Some(item) => {
                            item.hidden += usize::from(HIDDEN.contains(&name.as_ref()));
                            item.text.clear();
                        }
                    }
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = element.local_name();
                    if name.as_ref() == "item"
                        && let Some(item) = open.take()
                    {
                        self.has_any = true;
                        return Ok(Some(item.entry(&self.types)));
                    }
                    open.iter_mut().for_each(|item| item.end(name.as_ref()));
                }
                Event::Eof if self.depth > 0 => return Err(self.malformed(offset)),
                Event::Eof => return Ok(None),
                event => {
                    if let Some(item) = &mut open {
                        xml::write(&event, |text| item.text.push_str(text));
                    }
                }
            }
        }
        Ok(None)
    }

    fn malformed(&mut self, offset: usize) -> Unreadable {
        Unreadable::Malformed { format: Format::JiraXml, line: self.lines.at(offset), column: 0 }
    }
}

impl Iterator for Items<'_> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// A text as Markdown.
fn markdown(html: &str) -> String {
    text::block(&html_text::or_markdown(html)).trim().to_owned()
}
