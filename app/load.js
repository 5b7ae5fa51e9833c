// Fetches what the app is made of (texts, styles and WebAssembly, at the same time and once for the
// whole page) and shows it somewhere. Knows nothing of rooms, and not whether the page is its own.
//
// The build replaces names between percent signs by names of files. They stand beside this one, so that
// it works under any address.

const tables = JSON.parse('%texts%');
const supplements = {
  parts: JSON.parse('%parts-texts%'),
  files: JSON.parse('%files-texts%'),
};
const rightToLeft = JSON.parse('%right-to-left%');

async function fetched(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}

// What is fetched once for all that is shown; again after it did not arrive.
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

// The main module with its script. It compiles while it downloads, also where a server sends the wrong
// content type. The script that loads parts imports this one by its address: with anything added to it,
// the page would run two instances.
const loadApp = once(async () => {
  const [glue, response] = await Promise.all([import("./%glue%"), fetched("%wasm%")]);
  await glue.default({ module_or_path: response });
  return glue;
});

// The texts that the app asks for when it starts or changes its language.
const fetchTable = async (language) => (await fetched(tables[language])).text();

// Styles that are fetched by a script: those of a shadow root, and those of parts. A constructed style sheet
// is allowed even where the policy of the page around it forbids inline styles.
const constructed = (name) =>
  once(async () => {
    const made = new CSSStyleSheet();
    made.replaceSync(await (await fetched(name)).text());
    return made;
  });
export const sheet = constructed("%style%");
const sheetOfParts = constructed("%parts-style%");

// What parts need that load on demand: returns the texts, once the styles are there as well.
async function fetchSupplement(frame, name, language) {
  const [texts, styles] = await Promise.all([fetched(supplements[name][language]), sheetOfParts()]);
  const root = frame.getRootNode();
  if (!root.adoptedStyleSheets.includes(styles)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
  return texts.text();
}

// The first wished language that there is a table for, as a whole tag or by its first part.
export function pick(wished) {
  const tags = wished.filter(Boolean).flatMap((tag) => [tag, tag.split("-")[0]]);
  return tags.find((tag) => Object.hasOwn(tables, tag)) ?? "en";
}

// How the lines of a language run: the value of the attribute `dir`.
export function direction(language) {
  return rightToLeft.includes(language) ? "rtl" : "ltr";
}

// Shows the app in `frame`. Of the options, `base` is the server's address, `onEvent` is called with the
// name and the details of what happens; the others are the attributes of the element.
// Returns what acts on it: `act(name, value)` and `stop()`.
export async function show(frame, options, language) {
  const [glue, table] = await Promise.all([loadApp(), fetchTable(language)]);
  const supplement = (name, language) => fetchSupplement(frame, name, language);
  const number = glue.start(frame, { ...options, fetchSupplement: supplement }, table, language, fetchTable);
  return {
    act: (name, value) => glue.act(number, name, value ?? ""),
    stop: () => glue.stop(number),
  };
}
