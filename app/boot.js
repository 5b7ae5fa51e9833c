// Shows the app on its own page. When that fails it says so in plain words, which the page has in the
// language that it was served in. Knows nothing of rooms.

const failures = document.querySelector("#failures").content;

// The smallest module there is: the mark of WebAssembly and its version.
const smallestModule = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const root = document.documentElement;

async function start() {
  const { show, pick, direction } = await import("./%load%");
  // The chosen language, or else the one that the server has found in what the browser asks for.
  root.lang = pick([root.lang, ...navigator.languages]);
  root.dir = direction(root.lang);
  await show(document.body, {}, root.lang);
}

function webAssemblyIsAllowed() {
  try {
    return new WebAssembly.Module(smallestModule) instanceof WebAssembly.Module;
  } catch {
    return false; // Missing, or refused by a content policy.
  }
}

function showFailure(kind) {
  const message = failures.querySelector(`[data-failure=${kind}]`).cloneNode(true);
  message.querySelector("button").addEventListener("click", () => location.reload());
  document.body.replaceChildren(message);
}

// After a panic nothing of the app runs any more.
addEventListener("ready-room:crashed", () => showFailure("crashed"));

start().catch((error) => {
  console.error(error);
  showFailure(webAssemblyIsAllowed() ? "lost" : "refused");
});
