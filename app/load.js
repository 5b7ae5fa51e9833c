// Fetches what the app is made of (texts, styles and WebAssembly, at the same time and once for the
// whole page) and shows it somewhere; likewise the second module, when the first asks for it. Knows
// nothing of rooms, and not whether the page is its own.
//
// The build puts file names in the place of names between percent signs. The files stand beside this
// one, so that it works under any address.

const tables = JSON.parse('%texts%');
const tablesOfFiles = JSON.parse('%files-texts%');

async function fetched(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}

// What is fetched once for all that is shown; again after it did not come.
function once(fetch) {
  let coming;
  return () => {
    coming ??= fetch().catch((error) => {
      coming = undefined;
      throw error;
    });
    return coming;
  };
}

// A module of WebAssembly with its script. Compiles while it downloads; copes with a server that sends a
// wrong content type.
function moduleOf(script, wasm) {
  let tries = 0;
  return once(async () => {
    // Browsers remember of an address that no script came from there.
    const address = `./${script}${tries++ ? `?${tries}` : ""}`;
    const [glue, response] = await Promise.all([import(address), fetched(wasm)]);
    await glue.default({ module_or_path: response });
    return glue;
  });
}

const loadModule = moduleOf("%glue%", "%wasm%");
const loadFiles = moduleOf("%files-glue%", "%files-wasm%");

async function fetchTable(language) {
  return (await fetched(tables[language])).text();
}

// The table of the second module: that of the first, and its own behind it.
async function fetchTableOfFiles(language) {
  const parts = [fetched(tables[language]), fetched(tablesOfFiles[language])];
  const [first, second] = await Promise.all(parts.map(async (part) => (await part).json()));
  return JSON.stringify([...first, ...second]);
}

// The styles for a shadow root: a policy of the page around it that forbids styles does not concern
// those that a script makes.
export const sheet = once(async () => {
  const made = new CSSStyleSheet();
  made.replaceSync(await (await fetched("%style%")).text());
  return made;
});

// The first wished language that there is a table for, as a whole tag or by its first part.
export function pick(wished) {
  const tags = wished.filter(Boolean).flatMap((tag) => [tag, tag.split("-")[0]]);
  return tags.find((tag) => Object.hasOwn(tables, tag)) ?? "en";
}

// Shows the app in `frame`. Of the options, `base` is the server's address, `told` is called with the
// name and the details of what happens; the others are the attributes of the element.
// Returns what acts on it: `act(name, value)` and `stop()`.
export async function show(frame, options, language) {
  const [glue, table] = await Promise.all([loadModule(), fetchTable(language)]);
  const showImport = (place, language, given) => showFiles(place, { ...options, ...given }, language);
  const sayUnreadable = (language, answer) => sayOfFiles(frame, options, language, answer);
  const functions = { showImport, sayUnreadable };
  const number = glue.start(frame, { ...options, ...functions }, table, language, fetchTable);
  return {
    act: (name, value) => glue.act(number, name, value ?? ""),
    stop: () => glue.stop(number),
  };
}

// Shows in `place` what the second module is for. The first module calls it, and tells what is shown
// what happens: `tell(name, value)`.
async function showFiles(place, options, language) {
  const [glue, table] = await Promise.all([loadFiles(), fetchTableOfFiles(language)]);
  const number = glue.show_import(place, options, table, language, fetchTableOfFiles);
  return { tell: (name, value) => glue.tell(number, name, value) };
}

// The second module's sentence about a file that no room can be made of.
async function sayOfFiles(frame, options, language, answer) {
  const [glue, table] = await Promise.all([loadFiles(), fetchTableOfFiles(language)]);
  return glue.say_unreadable(frame, options, table, language, fetchTableOfFiles, answer);
}
