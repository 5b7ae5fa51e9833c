//! Reads what came: parsed by the browser, and taken from its objects.

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

use super::Bad;

/// What a text holds; `None` where it is not JSON, or of another form.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Value(JSON::parse(text).ok()?)).ok()
}

/// A value of the browser.
struct Value(JsValue);

impl Value {
    /// A whole number; JSON's numbers are exact up to 2^53.
    fn whole(&self) -> Result<u64, Bad> {
        let number = self.0.as_f64().ok_or(Bad)?;
        let is_whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
        if is_whole { Ok(number as u64) } else { Err(Bad) }
    }

    fn text(&self) -> Result<String, Bad> {
        self.0.as_string().ok_or(Bad)
    }

    fn list(self) -> Result<List, Bad> {
        let array = self.0.dyn_into().map_err(|_| Bad)?;
        Ok(List { array, next: 0 })
    }

    fn fields(self, names: &'static [&'static str]) -> Result<Fields, Bad> {
        let object = self.0.dyn_into().map_err(|_| Bad)?;
        Ok(Fields { object, names, next: 0, value: JsValue::UNDEFINED })
    }

    /// The number of the variant, and what it holds: `"name"` or `{"name": content}`.
    fn variant(self, names: &'static [&'static str]) -> Result<Variant, Bad> {
        let (name, content) = match self.0.as_string() {
            Some(name) => (name, JsValue::UNDEFINED),
            None => {
                let object: Object = self.0.dyn_into().map_err(|_| Bad)?;
                let name = Object::keys(&object).get(0);
                let content = Reflect::get(&object, &name).map_err(|_| Bad)?;
                (name.as_string().ok_or(Bad)?, content)
            }
        };
        let number = names.iter().position(|other| *other == name).ok_or(Bad)?;
        Ok(Variant { number: number as u32, content: Self(content) })
    }

    fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }
}

/// Implements the methods for small whole numbers.
macro_rules! whole {
    ($($method:ident $visit:ident $number:ty),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            visitor.$visit(<$number>::try_from(self.whole()?).map_err(|_| Bad)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Bad;

    whole! {
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_bool(self.0.as_bool().ok_or(Bad)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_f64(self.0.as_f64().ok_or(Bad)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Bad> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        visitor.visit_map(self.fields(names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        visitor.visit_enum(self.variant(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_unit()
    }

    /// Nothing that comes over the wire has to be read without knowing what it is.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Bad> {
        Err(Bad)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct map identifier
    }
}

struct List {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for List {
    type Error = Bad;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Bad> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.array.get(self.next - 1))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some((self.array.length() - self.next) as usize)
    }
}

/// The fields of a struct that an object has. Each goes by its number among the names: serde numbers
/// fields and variants in the order in which it names them.
struct Fields {
    object: Object,
    names: &'static [&'static str],
    next: u32,
    value: JsValue,
}

impl Fields {
    fn advance(&mut self) -> Option<U32Deserializer<Bad>> {
        while let Some(name) = self.names.get(self.next as usize) {
            self.next += 1;
            self.value = Reflect::get(&self.object, &(*name).into()).unwrap_or_default();
            if !self.value.is_undefined() {
                return Some((self.next - 1).into_deserializer());
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Bad;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Bad> {
        self.advance().map(|number| seed.deserialize(number)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Bad> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

struct Variant {
    number: u32,
    content: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Bad;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Bad> {
        let number: U32Deserializer<Bad> = self.number.into_deserializer();
        Ok((seed.deserialize(number)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Bad;

    fn unit_variant(self) -> Result<(), Bad> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Bad> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        self.deserialize_struct("", names, visitor)
    }
}
