//! Writes small workbooks in the three forms that are read, by hand: so a test decides about every
//! byte of them.

use std::io::{Cursor, Write};

use cfb::{CompoundFile, Version};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    Empty,
    Text(&'static str),
    Number(f64),
    /// A day, counted as spreadsheets do: 46310 is 2026-10-15.
    Day(f64),
}

pub type Sheet = (&'static str, Vec<Vec<Cell>>);

/// A zip archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An `.xlsx` whose sheets hold this XML, each in the element `sheetData`.
pub fn xlsx_of(sheets: &[(&str, String)]) -> Vec<u8> {
    let parts = parts(sheets);
    let parts: Vec<_> = parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
    archive(&parts)
}

/// The parts of an `.xlsx` with a sheet that has these rows.
pub fn parts_of_an_xlsx(data: &str) -> Vec<(String, String)> {
    parts(&[("One", data.to_owned())])
}

fn parts(sheets: &[(&str, String)]) -> Vec<(String, String)> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut listed = String::new();
    let mut related = String::new();
    let mut all = Vec::new();
    for (at, (name, data)) in sheets.iter().enumerate() {
        let id = at + 1;
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
        all.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    related += &format!(
        "<Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"strings\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    );
    let related = format!("<Relationships xmlns=\"{PACKAGE}\">{related}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    all.extend([
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), related),
        ("xl/styles.xml".to_owned(), styles),
    ]);
    all
}

/// An `.xlsx` with these sheets.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let data = |rows: &[Vec<Cell>]| -> String {
        let cell = |row: usize, column: usize, cell: &Cell| {
            let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => format!(
                    "<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                    escaped(text)
                ),
                Cell::Number(number) => format!("<c r=\"{place}\"><v>{number:?}</v></c>"),
                Cell::Day(day) => format!("<c r=\"{place}\" s=\"1\"><v>{day}</v></c>"),
            }
        };
        let row = |(at, cells): (usize, &Vec<Cell>)| {
            let cells: String =
                cells.iter().enumerate().map(|(column, one)| cell(at, column, one)).collect();
            format!("<row r=\"{}\">{cells}</row>", at + 1)
        };
        rows.iter().enumerate().map(row).collect()
    };
    let sheets: Vec<_> = sheets.iter().map(|(name, rows)| (*name, data(rows))).collect();
    xlsx_of(&sheets)
}

/// An `.ods` whose content has this XML in the element `spreadsheet`.
pub fn ods_of(spreadsheet: &str) -> Vec<u8> {
    const NAMES: &str = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"{NAMES}:office:1.0\" \
         xmlns:table=\"{NAMES}:table:1.0\" xmlns:text=\"{NAMES}:text:1.0\"><office:body>\
         <office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

/// An `.ods` with these sheets.
pub fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let cell = |cell: &Cell| {
        let shown = match cell {
            Cell::Empty => return "<table:table-cell/>".to_owned(),
            Cell::Text(text) => escaped(text).replace('\n', "</text:p><text:p>"),
            Cell::Number(number) => number.to_string(),
            Cell::Day(_) => "15/10/2026".to_owned(),
        };
        format!("<table:table-cell><text:p>{shown}</text:p></table:table-cell>")
    };
    let row = |cells: &Vec<Cell>| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let sheet = |(name, rows): &Sheet| {
        let rows: String = rows.iter().map(row).collect();
        format!("<table:table table:name=\"{name}\">{rows}</table:table>")
    };
    ods_of(&sheets.iter().map(sheet).collect::<String>())
}

/// An `.xls` with these sheets.
pub fn xls(sheets: &[Sheet]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        [&kind.to_le_bytes(), (data.len() as u16).to_le_bytes().as_slice(), data].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0]);
    let format = |number: u8| {
        let mut data = [0; 20];
        data[2] = number;
        record(0x00e0, &data)
    };
    let place = |row: usize, column: usize, style: u16| {
        [row as u16, column as u16, style].map(u16::to_le_bytes).concat()
    };
    let cell = |row: usize, column: usize, cell: &Cell| match cell {
        Cell::Empty => Vec::new(),
        Cell::Text(text) => {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = (units.len() as u16 / 2).to_le_bytes();
            record(0x0204, &[&place(row, column, 0), length.as_slice(), &[1], &units].concat())
        }
        Cell::Number(number) => {
            record(0x0203, &[place(row, column, 0), number.to_le_bytes().to_vec()].concat())
        }
        Cell::Day(day) => {
            record(0x0203, &[place(row, column, 1), day.to_le_bytes().to_vec()].concat())
        }
    };
    let of_sheet = |rows: &Vec<Vec<Cell>>| {
        let mut records = begin(0x10);
        for (row, cells) in rows.iter().enumerate() {
            for (column, one) in cells.iter().enumerate() {
                records.extend(cell(row, column, one));
            }
        }
        records.extend(record(0x000a, &[]));
        records
    };
    let globals = |starts: &[usize]| {
        let mut records = [begin(0x05), format(0), format(14)].concat();
        for ((name, _), start) in sheets.iter().zip(starts) {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let start = (*start as u32).to_le_bytes();
            let data = [start.as_slice(), &[0, 0, units.len() as u8 / 2, 1], &units].concat();
            records.extend(record(0x0085, &data));
        }
        records.extend(record(0x000a, &[]));
        records
    };
    let bodies: Vec<_> = sheets.iter().map(|(_, rows)| of_sheet(rows)).collect();
    let mut start = globals(&vec![0; sheets.len()]).len();
    let mut starts = Vec::new();
    for body in &bodies {
        starts.push(start);
        start += body.len();
    }
    let mut stream = [globals(&starts), bodies.concat()].concat();
    // Shorter streams are kept in another way, which spreadsheets do not use.
    stream.resize(stream.len().max(4096), 0);
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
