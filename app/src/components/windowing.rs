//! Which rows of a long list are drawn: those near what is seen, and a few that must stay. Pure.

use std::ops::Range;

/// Lists up to this length are drawn as a whole.
const WHOLE: usize = 100;

/// How far beyond what is seen rows are drawn, in CSS pixels: what a quick turn of the wheel scrolls
/// before the next frame.
const MARGIN: f64 = 800.0;

/// The window moves by so many rows at a time, so that not every step of scrolling changes the page.
const STEP: usize = 8;

/// The height of rows before any has been measured, in CSS pixels.
const FIRST_ESTIMATE: f64 = 60.0;

/// The heights of rows in CSS pixels, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heights {
    /// In the order of the rows' numbers.
    measured: Vec<(u32, f64)>,
    /// The mean of those that were measured first. It stays the same, or what is seen would move whenever
    /// another row is measured.
    estimate: Option<f64>,
}

impl Heights {
    /// Notes measured heights, and returns whether one of them is new. A row without a height is no longer
    /// on the page.
    pub fn note(&mut self, heights: &[(u32, f64)]) -> bool {
        let mut is_changed = false;
        for (row, height) in heights.iter().filter(|(_, height)| *height > 0.0) {
            match self.position(*row) {
                Ok(at) if self.measured[at].1 == *height => continue,
                Ok(at) => self.measured[at].1 = *height,
                Err(at) => self.measured.insert(at, (*row, *height)),
            }
            is_changed = true;
        }
        if is_changed && self.estimate.is_none() {
            let sum: f64 = self.measured.iter().map(|(_, height)| height).sum();
            self.estimate = Some(sum / self.measured.len() as f64);
        }
        is_changed
    }

    /// Where each row begins, and at last where the list ends.
    pub fn offsets(&self, rows: &[u32]) -> Vec<f64> {
        let estimate = self.estimate.unwrap_or(FIRST_ESTIMATE);
        let height = |row| self.position(row).map_or(estimate, |at| self.measured[at].1);
        let mut end = 0.0;
        let ends = rows.iter().map(|row| {
            end += height(*row);
            end
        });
        [0.0].into_iter().chain(ends).collect()
    }

    fn position(&self, row: u32) -> Result<usize, usize> {
        self.measured.binary_search_by_key(&row, |(other, _)| *other)
    }
}

/// The part of a list that is seen, in CSS pixels from its top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where it begins.
    pub top: f64,
    /// How wide it is: rows of another width may have other heights.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// A row that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnRow {
    /// Which row.
    pub row: u32,
    /// Its position in the list, from 0.
    pub position: usize,
    /// How many rows the list has.
    pub count: usize,
    /// The space in front of it, in the place of rows that are not drawn, in CSS pixels.
    pub lead: f64,
}

/// The rows that are drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// All.
    Whole,
    /// Some of a long list, in its order.
    Part(Vec<DrawnRow>),
}

impl Drawn {
    /// What is drawn of `rows`, given where they begin: what is seen and a margin, the first and the last
    /// row, so that the list keeps its height and is entered at its ends by keyboard, and the rows to be
    /// kept with their neighbours, so that the focus can go on from there.
    pub fn new(rows: &[u32], offsets: &[f64], viewport: Viewport, kept: &[Option<u32>]) -> Self {
        let count = rows.len();
        if count <= WHOLE {
            return Self::Whole;
        }
        let mut positions: Vec<usize> = window(offsets, viewport, count).collect();
        let mut keep = |position: usize| {
            if let Err(at) = positions.binary_search(&position) {
                positions.insert(at, position);
            }
        };
        keep(0);
        keep(count - 1);
        for row in kept.iter().flatten() {
            if let Some(at) = rows.iter().position(|other| other == row) {
                (at.saturating_sub(1)..(at + 2).min(count)).for_each(&mut keep);
            }
        }
        let mut end = 0.0;
        let drawn = positions.into_iter().map(|position| {
            let lead = offsets[position] - end;
            end = offsets[position + 1];
            DrawnRow { row: rows[position], position, count, lead }
        });
        Self::Part(drawn.collect())
    }

    /// Whether a row is drawn.
    pub fn contains(&self, row: u32) -> bool {
        matches!(self, Self::Whole) || self.get(row).is_some()
    }

    /// A drawn row of a list that is drawn in part.
    pub fn get(&self, row: u32) -> Option<DrawnRow> {
        let Self::Part(rows) = self else { return None };
        rows.iter().find(|drawn| drawn.row == row).copied()
    }
}

/// The positions of what is seen, with a margin.
fn window(offsets: &[f64], Viewport { top, height, .. }: Viewport, count: usize) -> Range<usize> {
    let above = |y: f64| offsets.partition_point(|offset| *offset <= y).saturating_sub(1);
    let start = above(top - MARGIN) / STEP * STEP;
    let end = (above(top + height + MARGIN) + 1).next_multiple_of(STEP).min(count);
    start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(top: f64) -> Viewport {
        Viewport { top, width: 300.0, height: 600.0 }
    }

    /// A list of rows with even numbers, each 50 px high, that is seen from there on.
    fn drawn_from(top: f64, kept: &[u32]) -> Drawn {
        let rows: Vec<u32> = (0..2_000).map(|n| n * 2).collect();
        let kept: Vec<_> = kept.iter().copied().map(Some).chain([None]).collect();
        let mut heights = Heights::default();
        assert!(heights.note(&[(0, 50.0)]));
        Drawn::new(&rows, &heights.offsets(&rows), viewport(top), &kept)
    }

    fn positions(drawn: &Drawn) -> Vec<usize> {
        let Drawn::Part(rows) = drawn else { panic!("all are drawn") };
        rows.iter().map(|row| row.position).collect()
    }

    #[test]
    fn small_lists_are_drawn_as_a_whole() {
        let rows: Vec<u32> = (0..WHOLE as u32).collect();
        let offsets = Heights::default().offsets(&rows);
        let drawn = Drawn::new(&rows, &offsets, viewport(0.0), &[]);
        assert_eq!((drawn.contains(99), drawn.get(99)), (true, None));
        assert_eq!(Drawn::new(&[], &[0.0], viewport(0.0), &[Some(3)]), Drawn::Whole);
    }

    #[test]
    fn what_is_seen_is_drawn_with_a_margin_and_the_ends() {
        let drawn = drawn_from(50_000.0, &[]);
        let positions = positions(&drawn);
        let (first, last) = (positions[1], positions[positions.len() - 2]);
        assert!((971..=984).contains(&first) && (1_028..1_040).contains(&last), "{first} {last}");
        assert_eq!((positions[0], positions[positions.len() - 1]), (0, 1_999));
        assert!(positions.len() < 100 && positions.is_sorted());
        assert!(drawn.contains(2_000) && !drawn.contains(2_001) && !drawn.contains(100));
        assert_eq!(drawn.get(2_000).map(|row| (row.position, row.count)), Some((1_000, 2_000)));
    }

    #[test]
    fn drawn_rows_and_the_space_in_front_of_them_are_as_high_as_the_list() {
        let kept: [(f64, &[u32]); 4] =
            [(0.0, &[]), (70_000.0, &[20, 3_000]), (1e9, &[7]), (-9.0, &[0])];
        for (top, kept) in kept {
            let Drawn::Part(rows) = drawn_from(top, kept) else { panic!("all are drawn") };
            let mut y = 0.0;
            for row in &rows {
                y += row.lead;
                assert_eq!(y, row.position as f64 * 50.0);
                y += 50.0;
            }
            assert_eq!(y, 100_000.0);
        }
    }

    #[test]
    fn a_row_that_is_kept_has_its_neighbours() {
        let drawn = drawn_from(90_000.0, &[20]);
        assert!([18, 20, 22].iter().all(|row| drawn.contains(*row)) && !drawn.contains(24));
        assert_eq!(positions(&drawn_from(0.0, &[5])), positions(&drawn_from(0.0, &[])));
    }

    #[test]
    fn rows_that_were_not_measured_count_as_high_as_those_measured_first() {
        let mut heights = Heights::default();
        assert_eq!(heights.offsets(&[1, 2]), [0.0, 60.0, 120.0]);
        assert!(heights.note(&[(2, 40.0), (1, 80.0)]));
        assert!(!heights.note(&[(2, 40.0), (3, 0.0)]));
        assert!(heights.note(&[(4, 100.0)]));
        assert_eq!(heights.offsets(&[4, 3, 2]), [0.0, 100.0, 160.0, 200.0]);
    }
}
