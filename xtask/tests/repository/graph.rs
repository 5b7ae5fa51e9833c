//! Which file imports which, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// For each file, the files that it imports.
#[derive(Debug, Default)]
pub struct Graph {
    imports: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Notes that `from` imports `to`. A file that imports itself is no circle.
    pub fn add(&mut self, from: &str, to: &str) {
        if from != to {
            self.imports.entry(from.to_owned()).or_default().insert(to.to_owned());
        }
    }

    /// The files that import each other, each file in one circle at most: for each group of them a shortest
    /// way from its first file back to it, such as `a.rs → b.rs → a.rs`.
    pub fn circles(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for file in self.imports.keys() {
            if let Some(circle) = self.circle_through(file)
                && circle.iter().all(|file| !seen.contains(file))
            {
                circles.push(circle.join(" → "));
                seen.extend(circle);
            }
        }
        circles
    }

    /// A shortest way from `start` back to it, both ends included.
    fn circle_through<'a>(&'a self, start: &'a str) -> Option<Vec<&'a str>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(file) = queue.pop_front() {
            for next in self.imports.get(file).into_iter().flatten() {
                if !came_from.contains_key(next.as_str()) {
                    came_from.insert(next, file);
                    queue.push_back(next);
                }
            }
        }
        let mut way = vec![start];
        let mut at = *came_from.get(start)?;
        while at != start {
            way.push(at);
            at = came_from[at];
        }
        way.push(start);
        way.reverse();
        Some(way)
    }
}

#[test]
fn circles_of_any_length_are_found_once() {
    let mut graph = Graph::default();
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "d")] {
        graph.add(from, to);
    }
    assert_eq!(graph.circles(), ["a → b → c → a", "d → e → d"]);
}

#[test]
fn what_only_points_down_has_no_circle() {
    let mut graph = Graph::default();
    for (from, to) in [("a", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")] {
        graph.add(from, to);
    }
    assert!(graph.circles().is_empty());
}
