//! The module as the browser gets it and the script that connects the two: as wasm-bindgen makes them,
//! without what nobody needs to transfer.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::passes::gc;
use walrus::{Function, FunctionBuilder, FunctionId, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::{ordering, script, tools};

/// A library that Leptos brings along for what it does on servers. It exports functions to scripts,
/// which keeps all of it in a module that never uses it.
const UNUSED: &str = "wasm_streams";

/// What the names of functions hold by which scripts call closures. Those that are needed are exported, or
/// called by what is exported; of the others only a table knows.
const CALLED: [&str; 2] = ["12wasm_bindgen7convert8closures", "6invoke"];

/// What the names of the library's exports hold.
const UNUSED_EXPORTS: &str = "intounderlying";

/// Names longer than this get shorter ones.
const SHORT: usize = 24;

/// What the names of its classes in the script begin with.
const UNUSED_CLASSES: &str = "IntoUnderlying";

/// The module and its script.
pub struct Glue {
    /// The module.
    pub wasm: Vec<u8>,
    /// The script.
    pub script: String,
}

/// Connects a compiled module with the browser. `name` is what its files are called while they are made.
pub fn bind(module: &Path, name: &str) -> Result<Glue> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name(name)
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
    drop_streams(output.wasm_mut())?;
    let names = shorten_names(output.wasm_mut());
    let folder = tools::root().join("target/glue");
    output.emit(&folder)?;
    let mut script = without_classes(&fs::read_to_string(folder.join(format!("{name}.js")))?);
    for (long, short) in names {
        script = script.replace(&long, &short);
    }
    let wasm = fs::read(folder.join(format!("{name}_bg.wasm")))?;
    Ok(Glue { wasm: ordering::by_likeness(&wasm)?, script: script::minified(&script)? })
}

/// Takes out what only streams use, and what calls closures that there are not. Names are of no more
/// use then.
fn drop_streams(module: &mut Module) -> Result<()> {
    let exports = module.exports.iter().filter(|export| export.name.contains(UNUSED_EXPORTS));
    let exports: Vec<_> = exports.map(|export| export.id()).collect();
    ensure!(!exports.is_empty(), "{UNUSED} is not there any more; nothing has to be taken out");
    exports.into_iter().for_each(|export| module.exports.delete(export));
    let mut called = Called::default();
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut called, function, function.entry_block());
    }
    let is_unused = |function: &&Function| {
        // At its end a name says which library asked for a function first; others may use it too.
        let name = function.name.as_deref().unwrap_or_default().trim_end_matches(UNUSED);
        let is_called = || {
            let is_exported = module.exports.get_exported_func(function.id()).is_some();
            is_exported || called.0.contains(&function.id())
        };
        let is_unused =
            name.contains(UNUSED) || CALLED.iter().all(|part| name.contains(part)) && !is_called();
        is_unused && matches!(function.kind, FunctionKind::Local(_))
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
    Ok(())
}

/// The functions that are called by name.
#[derive(Default)]
struct Called(HashSet<FunctionId>);

impl<'a> Visitor<'a> for Called {
    fn visit_call(&mut self, call: &Call) {
        self.0.insert(call.func);
    }
}

/// Gives the functions that the module and the script take from each other short names; returns the
/// long ones with them, the longest first, since one may begin like another.
fn shorten_names(module: &mut Module) -> Vec<(String, String)> {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    let mut names: Vec<&mut String> =
        imports.chain(exports).filter(|name| name.len() > SHORT).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let shorten = |(number, name): (usize, &mut String)| {
        let short = format!("_{number}");
        (std::mem::replace(name, short.clone()), short)
    };
    names.into_iter().enumerate().map(shorten).collect()
}

/// A script without the classes of the unused library.
fn without_classes(script: &str) -> String {
    let mut lines = Vec::new();
    let mut is_class = false;
    for line in script.lines() {
        is_class |= line.starts_with("export class ") && line.contains(UNUSED_CLASSES);
        let is_for_class = line.starts_with("if (Symbol.dispose)") && line.contains(UNUSED_CLASSES);
        if !is_class && !is_for_class {
            lines.push(line);
        }
        is_class &= line != "}";
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_the_classes_and_nothing_else() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.x = 1;\nexport function start() {\n}";
        assert_eq!(without_classes(script), "export function start() {\n}");
    }
}
