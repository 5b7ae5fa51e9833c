//! The app as WebAssembly: compiled, split into a main module and the parts that load on demand, and
//! bound to JavaScript.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::Parser;

use crate::tools;

/// The import under which the main module knows the part loader.
const LOADER: &str = "./parts.js";

/// What the splitter puts before the name of a part when it names the part's module.
const PART_PREFIX: &str = "split_";

/// How the generated script makes a module of what was fetched. It refuses a module that a server sends with
/// the wrong content type.
const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// The same whatever the content type is; parts are small enough to arrive as a whole.
const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// How many hexadecimal digits the hashes in names of imports have.
const HASH_DIGITS: usize = 16;

/// The id of custom sections in a module.
const CUSTOM_SECTION: u8 = 0;

/// How many bytes stand before the first section of a module.
const HEADER_BYTES: usize = 8;

/// The app as a browser loads it. In the scripts, placeholders stand for the names of other files.
pub struct App {
    /// The module that every visit loads.
    pub main: Vec<u8>,
    /// The script that wasm-bindgen writes for the main module. It imports `%parts%`.
    pub bindings: String,
    /// The script that loads parts on demand. It imports `%glue%` and fetches the modules by their names
    /// between percent signs.
    pub loader: String,
    /// The modules that are loaded on demand: one of each part, and chunks that several parts share.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// The modules that each part loads, its own and the shared ones.
    pub parts: BTreeMap<String, Vec<String>>,
}

/// Compiles the app. Cargo does nothing when nothing changed.
pub fn compile() -> Result<PathBuf> {
    // Paths of this machine do not belong into what is published, and they take up space.
    let remap = format!("--remap-path-prefix={}=", tools::registry()?.display());
    // The splitter moves code between modules and needs to know what refers to what.
    let flags = [remap.as_str(), "-Clink-arg=--emit-relocs"];
    let flags = format!("target.{}.rustflags={flags:?}", tools::WASM_TARGET);
    let package = ["build", "--package", "app", "--lib", "--profile", "wasm"];
    let target = ["--target", tools::WASM_TARGET, "--config", &flags];
    tools::cargo_build(&[&package[..], &target].concat(), "app.wasm")
}

/// Splits the compiled app and binds it to JavaScript.
pub fn bind(compiled: &Path) -> Result<App> {
    let folder = tools::root().join("target/parts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let main = folder.join("main.wasm");
    let compiled = fs::read(compiled)?;
    let mut options = wasm_split_cli_support::Options::new(&compiled);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = "./%glue%";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the app cannot be split: {error:#}"))?;

    let loader = fs::read_to_string(folder.join(LOADER))?;
    let mut loader = replaced(&loader, STREAMING, WHOLE)?;
    let mut modules = BTreeMap::new();
    for path in &split.split_modules {
        let stem = stem(path)?;
        let name = module_name(stem);
        loader = replaced(&loader, &format!("\"./{stem}.wasm\""), &format!("\"./%{name}%\""))?;
        modules.insert(name, without_custom_sections(&fs::read(path)?)?);
    }
    let parts = split
        .prefetch_map
        .into_iter()
        .map(|(part, stems)| (part, stems.iter().map(|stem| module_name(stem)).collect()));
    let parts = parts.collect();
    let (main, bindings) = bound(&main)?;
    Ok(App { main, bindings, loader, modules, parts })
}

/// Runs wasm-bindgen on the main module and returns the finished module with its script.
fn bound(main: &Path) -> Result<(Vec<u8>, String)> {
    let mut output = Bindgen::new()
        .input_path(main)
        .web(true)?
        .typescript(false)
        // The parts refer to what the linker and the compiler have named.
        .keep_lld_exports(true)
        .demangle(false)
        // `load.js` says where the module is.
        .omit_default_module_path(true)
        .generate_output()?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency of the app brings its own JavaScript; the site has no place for that yet"
    );
    // The name of the import stays as the module has it; only the address that it comes from changes.
    let mut script = replaced(output.js(), &format!("from \"{LOADER}\""), "from \"./%parts%\"")?;
    let module = output.wasm_mut();
    for (number, import) in module.imports.iter_mut().enumerate() {
        if let Some(name) = numbered(&import.name, number) {
            script = replaced(&script, &import.name, &name)?;
            import.name = name;
        }
    }
    Ok((without_custom_sections(&module.emit_wasm())?, script))
}

/// The name of an import of the browser, with a number in the place of the hash that wasm-bindgen ends it with: what
/// cannot be compressed, twice for each of hundreds. `None` for other names.
fn numbered(name: &str, number: usize) -> Option<String> {
    let (stem, hash) = name.rsplit_once('_')?;
    let is_hash = hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (stem.starts_with("__wbg_") && is_hash).then(|| format!("{stem}_{number}"))
}

/// Replaces all of `from`, which has to be there.
fn replaced(script: &str, from: &str, to: &str) -> Result<String> {
    ensure!(script.contains(from), "a generated script does not say {from}");
    Ok(script.replace(from, to))
}

/// `split_import` becomes `part-import`, `chunk_4` becomes `chunk-4`.
fn module_name(stem: &str) -> String {
    let part = stem.strip_prefix(PART_PREFIX).map(|part| format!("part-{part}"));
    part.unwrap_or_else(|| stem.to_owned()).replace('_', "-")
}

/// Whether a module of this name holds what several parts share.
pub fn is_chunk(name: &str) -> bool {
    name.starts_with("chunk-")
}

fn stem(path: &Path) -> Result<&str> {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.with_context(|| format!("{} has no readable name", path.display()))
}

/// Custom sections hold names and relocations, which no browser needs.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = module.get(..HEADER_BYTES).context("a module has a header")?.to_vec();
    let mut start = HEADER_BYTES;
    for payload in Parser::new(0).parse_all(module) {
        let Some((id, content)) = payload?.as_section() else { continue };
        let end = usize::try_from(content.end)?;
        if id != CUSTOM_SECTION {
            kept.extend_from_slice(&module[start..end]);
        }
        start = end;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

    #[test]
    fn custom_sections_are_left_out_and_others_stay() {
        let custom = [CUSTOM_SECTION, 3, 2, b'h', b'i'];
        let memory = [5, 3, 1, 0, 1];
        let module = [&HEADER[..], &custom, &memory, &custom].concat();
        let stripped = without_custom_sections(&module).unwrap();
        assert_eq!(stripped, [&HEADER[..], &memory].concat());
    }

    #[test]
    fn imports_of_the_browser_are_numbered_and_others_keep_their_names() {
        let name = numbered("__wbg_addEventListener_0123456789abcdef", 7);
        assert_eq!(name.as_deref(), Some("__wbg_addEventListener_7"));
        assert_eq!(numbered("__wbindgen_init_externref_table", 7), None);
        assert_eq!(numbered("__wbg_instanceof_Window", 7), None);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_custom_sections(b"short").is_err());
        assert!(without_custom_sections(b"<!doctype html>").is_err());
    }

    #[test]
    fn modules_are_named_after_their_parts() {
        assert_eq!(module_name("split_story_form"), "part-story-form");
        assert_eq!(module_name("chunk_4"), "chunk-4");
        assert!(is_chunk(&module_name("chunk_4")) && !is_chunk(&module_name("split_chunk")));
    }
}
