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
        let tables = [
            include_str!("../../texts/en.json"),
            include_str!("../../texts/parts/en.json"),
            include_str!("../../texts/files/en.json"),
        ];
        let [main, parts, files]: [Table; 3] =
            tables.map(|table| serde_json::from_str(table).unwrap());
        assert_eq!(STARTS, [0, main.len(), main.len() + parts.len()]);
        let keys = || main.keys().chain(parts.keys()).chain(files.keys());
        let position = |key: &str| keys().position(|it| it == key);
        assert_eq!(position("app_name"), Some(Text::AppName as usize));
        assert_eq!(position("your_role"), Some(Text::YourRole as usize));
        assert_eq!(position("home_title"), Some(Text::HomeTitle as usize));
        assert_eq!(position("file_field_key"), Some(Text::FileFieldKey as usize));
        assert_eq!(position("warning_estimate"), Some(Text::WarningEstimate as usize));
    }
}
