//! The values of cells as a spreadsheet shows them: whole numbers without decimals, dates as ISO 8601
//! writes them.

use calamine::{Data, ExcelDateTime};

/// The text of a cell.
pub fn text(value: Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => shown(number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(is_true) => if is_true { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(time) => moment(&time),
        Data::Error(error) => error.to_string(),
    }
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
            text(Data::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false)))
        };
        assert_eq!(text(Data::Float(5.0)), "5");
        assert_eq!(text(Data::Float(0.1 + 0.2)), "0.3");
        assert_eq!(text(Data::Float(2.5)), "2.5");
        assert_eq!(text(Data::Bool(true)), "TRUE");
        assert_eq!(date(46_310.0), "2026-10-15");
        assert_eq!(date(46_310.5), "2026-10-15 12:00");
        assert_eq!(date(0.5), "12:00");
    }
}
