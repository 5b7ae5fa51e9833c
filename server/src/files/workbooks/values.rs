//! The values of cells as a spreadsheet shows them: whole numbers without decimals, dates as ISO 8601
//! writes them.

use calamine::{Data, DataRef, ExcelDateTime};

/// The text of a cell.
pub fn text(value: DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown(number),
        DataRef::String(text) => text,
        DataRef::SharedString(text) => text.to_owned(),
        DataRef::Bool(is_true) => truth(is_true),
        DataRef::DateTime(time) => moment(&time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::Error(error) => error.to_string(),
    }
}

/// The same for a value that was read with its sheet.
pub fn text_of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => shown(*number),
        Data::String(text) => text.clone(),
        Data::Bool(is_true) => truth(*is_true),
        Data::DateTime(time) => moment(time),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

fn truth(is_true: bool) -> String {
    if is_true { "TRUE" } else { "FALSE" }.to_owned()
}

/// The number with 15 digits at the most, as spreadsheets keep and show them, so that 0.1 + 0.2 is
/// 0.3.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse().unwrap_or(number).to_string()
}

/// `2026-10-15`, with the time behind it if it has one; of a duration or of a time alone only that.
fn moment(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let clock = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    let is_whole = (hour, minute, second) == (0, 0, 0);
    match time.as_f64() {
        days if time.is_duration() => {
            let seconds = (days * 86_400.0).round() as i64;
            format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
        }
        days if (0.0..1.0).contains(&days) => clock,
        _ if is_whole => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {clock}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn values_are_written_as_they_are_shown() {
        let date = |days| {
            text(DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false)))
        };
        assert_eq!(text(DataRef::Float(5.0)), "5");
        assert_eq!(text(DataRef::Float(0.1 + 0.2)), "0.3");
        assert_eq!(text(DataRef::Float(2.5)), "2.5");
        assert_eq!(text(DataRef::Bool(true)), "TRUE");
        assert_eq!(date(46_310.0), "2026-10-15");
        assert_eq!(date(46_310.5), "2026-10-15 12:00");
        assert_eq!(date(0.5), "12:00");
    }
}
