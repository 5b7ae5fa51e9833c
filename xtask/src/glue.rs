//! The module as the browser gets it and the script that connects the two: as wasm-bindgen makes them,
//! without what nobody needs to transfer.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use walrus::passes::gc;
use walrus::{Function, FunctionBuilder, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::{ordering, tools};

/// The stem of the files' names; `output-name` of Leptos.toml.
pub const OUTPUT_NAME: &str = "ready-room";

/// A library that Leptos brings along for what it does on servers. It exports functions to scripts,
/// which keeps all of it in a module that never uses it.
const UNUSED: &str = "wasm_streams";

/// What the names of its exports hold.
const UNUSED_EXPORTS: &str = "intounderlying";

/// Names longer than this end in a hash; the others are wasm-bindgen's own.
const HASHED: usize = 24;

/// What the names of its classes in the script begin with.
const UNUSED_CLASSES: &str = "IntoUnderlying";

/// The module and its script.
pub struct Glue {
    /// The module.
    pub wasm: Vec<u8>,
    /// The script.
    pub script: String,
}

/// Connects a compiled module with the browser.
pub fn bind(module: &Path) -> Result<Glue> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name(OUTPUT_NAME)
        .web(true)?
        .typescript(false)
        .demangle(false)
        .remove_producers_section(true)
        // The loader says where the module is.
        .omit_default_module_path(true)
        .generate_output()?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency of the app brings its own JavaScript; the site has no place for that yet"
    );
    drop_streams(output.wasm_mut());
    let names = shorten_names(output.wasm_mut());
    let folder = tools::root().join("target/glue");
    output.emit(&folder)?;
    let mut script = plain(&fs::read_to_string(folder.join(format!("{OUTPUT_NAME}.js")))?);
    for (long, short) in names {
        script = script.replace(&long, &short);
    }
    let wasm = fs::read(folder.join(format!("{OUTPUT_NAME}_bg.wasm")))?;
    Ok(Glue { wasm: ordering::by_likeness(&wasm)?, script })
}

/// Takes out what only streams use. Names are of no more use then.
fn drop_streams(module: &mut Module) {
    let exports = module.exports.iter().filter(|export| export.name.contains(UNUSED_EXPORTS));
    for export in exports.map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    let is_unused = |function: &&Function| {
        // At its end a name says which library asked for a function first; others may use it too.
        let name = function.name.as_deref().unwrap_or_default().trim_end_matches(UNUSED);
        name.contains(UNUSED) && matches!(function.kind, FunctionKind::Local(_))
    };
    let unused =
        module.funcs.iter().filter(is_unused).map(|function| (function.id(), function.ty()));
    for (id, kind) in unused.collect::<Vec<_>>() {
        let (parameters, results) = module.types.params_results(kind);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &parameters, &results);
        body.func_body().unreachable();
        let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
    }
    module.funcs.iter_mut().for_each(|function| function.name = None);
    gc::run(module);
}

/// Gives the functions that the module and the script take from each other short names; returns the
/// long ones with them. Each long name ends in a hash, so none is a part of another.
fn shorten_names(module: &mut Module) -> Vec<(String, String)> {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    let names = imports.chain(exports).filter(|name| name.len() > HASHED);
    let shorten = |(number, name): (usize, &mut String)| {
        let short = format!("_{number}");
        (std::mem::replace(name, short.clone()), short)
    };
    names.enumerate().map(shorten).collect()
}

/// A script without indentation, comments and those classes. Only lines that are nothing else go.
pub fn plain(script: &str) -> String {
    let mut lines = Vec::new();
    let mut is_class = false;
    for line in script.lines() {
        is_class |= line.starts_with("export class ") && line.contains(UNUSED_CLASSES);
        let text = line.trim();
        let is_comment = ["//", "/**", "* ", "*/"].iter().any(|start| text.starts_with(start));
        let is_of_class = is_class || text.starts_with("if (Symbol.dispose)");
        if !text.is_empty() && !is_comment && !is_of_class {
            lines.push(text);
        }
        is_class &= line != "}";
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_comments_and_classes_and_nothing_else() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.x = 1;\n\n/**\n * What it does.\n */\n\
            export function start() {\n    // Why.\n    const url = \"a//b\"; // kept\n}\n";
        assert_eq!(plain(script), "export function start() {\nconst url = \"a//b\"; // kept\n}");
    }
}
