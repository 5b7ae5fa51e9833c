// Fetches what the app is made of (texts, styles and WebAssembly, at the same time and once for the
// whole page) and shows it somewhere. Knows nothing of rooms, and not whether the page is its own.
//
// The build puts file names in the place of names between percent signs. The files stand beside this
// one, so that it works under any address.

const tables = JSON.parse('%texts%');

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

// Compiles while it downloads; copes with a server that sends a wrong content type.
const loadModule = once(async () => {
  const [glue, response] = await Promise.all([import("./%glue%"), fetched("%wasm%")]);
  await glue.default({ module_or_path: response });
  return glue;
});

async function fetchTable(language) {
  return (await fetched(tables[language])).text();
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
  const number = glue.start(frame, options, table, language, fetchTable);
  return {
    act: (name, value) => glue.act(number, name, value ?? ""),
    stop: () => glue.stop(number),
  };
}
