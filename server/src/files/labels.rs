//! stand-in
pub fn label_list(cell: &str) -> Vec<String> {
    cell.trim_matches(['[', ']'])
        .split([',', ';'])
        .map(|l| l.trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect()
}
