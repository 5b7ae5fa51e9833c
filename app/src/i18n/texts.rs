//! The keys of all texts, generated from `app/texts` by the build script, which also checks that every
//! language has every text.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn texts_are_numbered_in_the_order_of_their_keys() {
        type Table = BTreeMap<String, serde_json::Value>;
        let main: Table = serde_json::from_str(include_str!("../../texts/en.json")).unwrap();
        let import: Table =
            serde_json::from_str(include_str!("../../texts/files/en.json")).unwrap();
        assert_eq!(main.len(), MAIN_TEXTS);
        let position = |key: &str| main.keys().chain(import.keys()).position(|it| it == key);
        assert_eq!(position("app_name"), Some(Text::AppName as usize));
        assert_eq!(position("your_role"), Some(Text::YourRole as usize));
        assert_eq!(position("file_field_key"), Some(Text::FileFieldKey as usize));
        assert_eq!(position("warning_estimate"), Some(Text::WarningEstimate as usize));
    }
}
