//! What readers of XML have in common. No entities but those of XML itself are resolved.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Writes the text that an event adds to its element; nothing for events without text.
pub fn write(event: &Event, mut write: impl FnMut(&str)) {
    match event {
        Event::Text(text) => write(&text.xml_content(XmlVersion::Implicit1_0)),
        Event::CData(text) => write(&text.xml_content(XmlVersion::Implicit1_0)),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(c)) => write(c.encode_utf8(&mut [0; 4])),
            _ => write(resolve_predefined_entity(name).unwrap_or_default()),
        },
        _ => {}
    }
}

/// The value of an attribute.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
