//! What TypeScript and JavaScript files import: relative addresses behind `from`, `import` and
//! `import(…)`.

use crate::graph::Graph;
use crate::sources::{root, sources};

/// Which file of the repository imports which.
pub fn graph() -> Graph {
    let mut graph = Graph::default();
    for file in sources(&["ts", "js"]) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for address in addresses(&file.text) {
            let path = joined(folder, address);
            if root().join(&path).is_file() {
                graph.add(&file.path, &path);
            }
        }
    }
    graph
}

/// The relative addresses that a script imports.
fn addresses(script: &str) -> Vec<&str> {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(addresses_of_line).collect()
}

fn addresses_of_line(line: &str) -> impl Iterator<Item = &str> {
    // Every second piece stands between quotation marks.
    let pieces: Vec<&str> = line.split(['"', '\'', '`']).collect();
    let quoted = pieces.chunks(2).filter_map(|pair| Some((pair[0].trim_end(), *pair.get(1)?)));
    let imported = quoted.filter(|(before, address)| {
        ["from", "import", "import("].iter().any(|word| before.ends_with(word))
            && address.starts_with('.')
    });
    imported.map(|(_, address)| address).collect::<Vec<_>>().into_iter()
}

/// `address` as seen from `folder`, as a path from the root of the repository.
fn joined(folder: &str, address: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn imports_are_told_from_other_text() {
    let script = r#"
        import type { Page } from "@playwright/test";
        import { Line } from "../support/line.ts";
        import "./style.js";
        const module = await import("./load.js");
        export * from './all.ts';
        // import "./comment.js";
        const text = "from ./nowhere.js";
    "#;
    assert_eq!(addresses(script), ["../support/line.ts", "./style.js", "./load.js", "./all.ts"]);
    assert_eq!(joined("end2end/tests", "../support/line.ts"), "end2end/support/line.ts");
}
