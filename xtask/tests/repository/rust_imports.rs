//! What the Rust files of a crate import from each other.
//!
//! A file imports another if a path in it leads there: in a `use`, a `pub use`, or anywhere in code, as in
//! `crate::story::Story::new()`. A path leads to the file of the deepest module that it names; so what a
//! module re-exports is imported from that module. `mod name;` alone imports nothing: it says that there is a
//! file and not that it is used. A module that uses its child, or re-exports what is in it, does import it;
//! such a child takes nothing from the module above it, but from where that has it. Code that is compiled for
//! tests only (`#[cfg(test)]`) does not count.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Lit, Macro, Meta, UseTree, VisRestricted};

use crate::graph::Graph;
use crate::sources::{from_root, root};

/// The root files of everything that cargo makes of a package: library, programs, tests, benchmarks.
pub fn targets(package: &str) -> Vec<PathBuf> {
    let package = root().join(package);
    let mut roots = vec![package.join("src/lib.rs"), package.join("src/main.rs")];
    for folder in ["tests", "benches"] {
        let entries = fs::read_dir(package.join(folder)).into_iter().flatten();
        for path in entries.map(|entry| entry.unwrap().path()) {
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            roots.push(if is_rust { path } else { path.join("main.rs") });
        }
    }
    roots.retain(|root| root.is_file());
    roots.sort();
    roots
}

/// Which file below the root file `root` of a crate imports which.
pub fn graph(root: &Path) -> Graph {
    let mut modules = Modules::default();
    modules.load(root, Vec::new(), root.parent().unwrap());
    let mut graph = Graph::default();
    for (module, items) in &modules.items {
        let mut paths = Paths::default();
        items.iter().for_each(|item| paths.visit_item(item));
        let imported = paths.found.iter().filter_map(|path| modules.file_of(module, path));
        imported.for_each(|file| graph.add(&modules.files[module], file));
    }
    graph
}

/// The name of a module from the root of its crate, and a path that is written in code.
type Names = Vec<String>;

/// The modules of a crate.
#[derive(Default)]
struct Modules {
    /// The file that each stands in.
    files: BTreeMap<Names, String>,
    /// What each consists of, without modules inside it and without what is for tests only.
    items: Vec<(Names, Vec<Item>)>,
}

impl Modules {
    /// Takes in the module that stands in `file`; those inside it are looked for in `folder`.
    fn load(&mut self, file: &Path, module: Names, folder: &Path) {
        let text = fs::read_to_string(file).unwrap();
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.take(parsed.items, file, module, folder);
    }

    fn take(&mut self, items: Vec<Item>, file: &Path, module: Names, folder: &Path) {
        self.files.insert(module.clone(), from_root(file));
        let mut others = Vec::new();
        for item in items {
            match item {
                item if is_for_tests(attributes(&item)) => {}
                Item::Mod(inside) => self.take_inside(inside, file, &module, folder),
                item => others.push(item),
            }
        }
        self.items.push((module, others));
    }

    fn take_inside(&mut self, inside: ItemMod, file: &Path, module: &Names, folder: &Path) {
        let name = inside.ident.to_string();
        let module = [module.as_slice(), std::slice::from_ref(&name)].concat();
        let below = folder.join(&name);
        match inside.content {
            Some((_, items)) => self.take(items, file, module, &below),
            None => match path_attribute(&inside.attrs) {
                Some(path) => {
                    let file = without_dots(&file.parent().unwrap().join(path));
                    self.load(&file, module, file.parent().unwrap());
                }
                None => {
                    let flat = folder.join(format!("{name}.rs"));
                    let file = if flat.is_file() { flat } else { below.join("mod.rs") };
                    self.load(&file, module, &below);
                }
            },
        }
    }

    /// The file that a path leads to which is written in `module`; `None` if it leads out of the crate.
    fn file_of(&self, module: &Names, path: &Names) -> Option<&String> {
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (module.clone(), &path[1..]),
            "super" => (module.clone(), path.as_slice()),
            name => (self.child(module, name)?, &path[1..]),
        };
        while rest.first().is_some_and(|name| name == "super") {
            at.pop();
            rest = &rest[1..];
        }
        while let Some(child) = rest.first().and_then(|name| self.child(&at, name)) {
            at = child;
            rest = &rest[1..];
        }
        self.files.get(&at)
    }

    fn child(&self, module: &[String], name: &str) -> Option<Names> {
        let child = [module, &[name.to_owned()]].concat();
        self.files.contains_key(&child).then_some(child)
    }
}

/// Collects the paths in code that may lead to another module.
#[derive(Default)]
struct Paths {
    found: Vec<Names>,
}

impl Paths {
    fn take_use(&mut self, tree: &UseTree, before: &Names) {
        let with = |name: &syn::Ident| [before.as_slice(), &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.take_use(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.found.push(with(&name.ident)),
            UseTree::Rename(rename) => self.found.push(with(&rename.ident)),
            UseTree::Glob(_) => self.found.push(before.clone()),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.take_use(tree, before));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.take_use(&item.tree, &Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        // A name alone is that of something here: what is elsewhere has been imported by a `use`.
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            self.found.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        // What a macro is given need not be Rust; the paths in it are, as far as they begin like these.
        let tokens = call.tokens.to_string();
        let mut words = tokens.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let first = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            if ["crate", "self", "super"].contains(&first) && words.peek() == Some(&"::") {
                let mut path = vec![first.to_owned()];
                while words.next_if_eq(&"::").is_some() {
                    path.extend(words.next().map(str::to_owned));
                }
                self.found.push(path);
            }
        }
        visit::visit_macro(self, call);
    }

    fn visit_item_mod(&mut self, _: &'ast ItemMod) {
        // A module inside a function: none of ours, and none that others can name.
    }

    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {
        // `pub(in crate::files)` says who may import this, and imports nothing.
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}

/// The same path without `..`.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(path) => Some(path.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}
