//! Writes what is sent.

use serde::Serialize;
use serde::ser::{
    Impossible, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, Serializer,
};

use super::Bad;

/// A value as JSON; empty where it is of a kind that does not travel.
pub fn write<T: Serialize>(value: &T) -> String {
    let mut text = String::new();
    match value.serialize(Writer(&mut text)) {
        Ok(()) => text,
        Err(Bad) => String::new(),
    }
}

struct Writer<'a>(&'a mut String);

/// The inside of a list or an object, and what ends it.
struct Parts<'a> {
    text: &'a mut String,
    is_first: bool,
    end: &'static str,
}

impl<'a> Writer<'a> {
    fn begin(self, begin: &str, end: &'static str) -> Parts<'a> {
        self.0.push_str(begin);
        Parts { text: self.0, is_first: true, end }
    }

    /// `{"name":` before what a variant holds.
    fn variant(self, name: &str) -> &'a mut String {
        self.0.push('{');
        push_text(self.0, name);
        self.0.push(':');
        self.0
    }

    fn plain(self, text: &str) -> Result<(), Bad> {
        self.0.push_str(text);
        Ok(())
    }
}

impl Parts<'_> {
    /// The next part, in an object with its name.
    fn part<T: Serialize + ?Sized>(&mut self, name: Option<&str>, value: &T) -> Result<(), Bad> {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        if let Some(name) = name {
            push_text(self.text, name);
            self.text.push(':');
        }
        value.serialize(Writer(self.text))
    }
}

/// A text between quotes. What JSON does not allow in it is written by its number.
fn push_text(text: &mut String, value: &str) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    text.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\0'..='\u{1f}' => {
                let number = c as usize;
                text.push_str("\\u00");
                text.push(DIGITS[number / 16]);
                text.push(DIGITS[number % 16]);
            }
            _ => text.push(c),
        }
    }
    text.push('"');
}

/// Kinds that nothing on the wire is of.
macro_rules! never {
    ($($method:ident($kind:ty)),*) => {
        $(fn $method(self, _: $kind) -> Result<(), Bad> {
            Err(Bad)
        })*
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Bad;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Impossible<(), Bad>;
    type SerializeTupleVariant = Impossible<(), Bad>;
    type SerializeMap = Impossible<(), Bad>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    never! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_f32(f32), serialize_f64(f64), serialize_char(char), serialize_bytes(&[u8])
    }

    fn serialize_bool(self, value: bool) -> Result<(), Bad> {
        self.plain(if value { "true" } else { "false" })
    }

    fn serialize_u8(self, value: u8) -> Result<(), Bad> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Bad> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Bad> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Bad> {
        self.plain(&value.to_string())
    }

    fn serialize_str(self, value: &str) -> Result<(), Bad> {
        push_text(self.0, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Bad> {
        self.plain("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Bad> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Bad> {
        self.plain("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Bad> {
        self.plain("null")
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Bad> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Bad> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Bad> {
        let text = self.variant(name);
        value.serialize(Writer(text))?;
        text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Bad> {
        Ok(self.begin("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Bad> {
        Ok(self.begin("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), Bad>, Bad> {
        Err(Bad)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Bad>, Bad> {
        Err(Bad)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Impossible<(), Bad>, Bad> {
        Err(Bad)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Bad> {
        Ok(self.begin("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Bad> {
        Ok(Writer(self.variant(name)).begin("{", "}}"))
    }
}

/// Lists are written alike whatever serde calls them, and so are objects.
macro_rules! parts {
    ($kind:ident, $method:ident $(, $name:ident: $text:ty)?) => {
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = Bad;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $text,)?
                value: &T,
            ) -> Result<(), Bad> {
                self.part(None $(.or(Some($name)))?, value)
            }

            fn end(self) -> Result<(), Bad> {
                self.text.push_str(self.end);
                Ok(())
            }
        }
    };
}

parts!(SerializeSeq, serialize_element);
parts!(SerializeTuple, serialize_element);
parts!(SerializeStruct, serialize_field, name: &'static str);
parts!(SerializeStructVariant, serialize_field, name: &'static str);

#[cfg(test)]
mod tests {
    use domain::command::Command;
    use domain::draft::StoryDraft;
    use domain::ids::{CommandId, Epoch, StoryId};
    use domain::known::Known;
    use domain::people::Role;
    use domain::protocol::{ClientMessage, Do, Hello, PROTOCOL, Resume};
    use domain::settings::Settings;

    use super::*;

    #[test]
    fn what_is_sent_is_the_json_that_everybody_else_writes() {
        let story = StoryDraft {
            title: "\"quoted\\ \u{1}\n\u{1f} ½ 👩🏽‍🚀".into(),
            criteria: vec!["one".into(), String::new()],
            ..StoryDraft::default()
        };
        let commands = [
            Command::TakeOver,
            Command::Retitle("a".into()),
            Command::SetRole(Role::Observer),
            Command::Configure(Settings::default()),
            Command::Select(None),
            Command::RemoveStories(vec![StoryId(1), StoryId(u32::MAX)]),
            Command::AddStories { stories: vec![story], known: Known::Add },
            Command::Vote { story: None, round: 1, card: Some("3".into()), revealed: false },
        ];
        let orders =
            commands.map(|command| ClientMessage::Do(Do { id: CommandId("1".into()), command }));
        let resume = Some(Resume { epoch: Epoch(7), seq: 9_007_199_254_740_991 });
        let secret = "s".repeat(32);
        let hello = Hello { protocol: PROTOCOL, secret, token: None, resume };
        for message in orders.into_iter().chain([ClientMessage::Hello(hello)]) {
            let expected = serde_json::to_value(&message).unwrap();
            let written = serde_json::from_str::<serde_json::Value>(&write(&message)).unwrap();
            assert_eq!(written, expected);
        }
    }
}
