// Shows the app on its own page. When that fails it says so in plain words. Knows nothing of rooms.

const failures = {
  en: {
    refused: {
      title: "WebAssembly is switched off",
      text: "Ready Room needs WebAssembly, and this browser or a security policy does not allow it. Allow it for this page, or open the page in another browser.",
    },
    lost: {
      title: "Ready Room did not load",
      text: "A part of the page did not arrive or did not start. Nothing in your rooms is lost. Check the connection and reload.",
    },
    crashed: {
      title: "Something went wrong",
      text: "Ready Room has stopped on this page. What was shown as saved is safe. Reload to go on.",
    },
    reload: "Reload",
  },
  de: {
    refused: {
      title: "WebAssembly ist ausgeschaltet",
      text: "Ready Room braucht WebAssembly, und dieser Browser oder eine Sicherheitsrichtlinie lässt es nicht zu. Erlaube es für diese Seite oder öffne die Seite in einem anderen Browser.",
    },
    lost: {
      title: "Ready Room wurde nicht geladen",
      text: "Ein Teil der Seite ist nicht angekommen oder nicht gestartet. In deinen Räumen ist nichts verloren. Prüfe die Verbindung und lade neu.",
    },
    crashed: {
      title: "Etwas ist schiefgegangen",
      text: "Ready Room ist auf dieser Seite stehen geblieben. Was als gespeichert galt, ist sicher. Lade neu, um weiterzumachen.",
    },
    reload: "Neu laden",
  },
};

// The smallest module there is: the mark of WebAssembly and its version.
const smallestModule = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const root = document.documentElement;

async function start() {
  const { show, pick } = await import("./%load%");
  // The chosen language, or else the one that the server has found in what the browser asks for.
  root.lang = pick([root.lang, ...navigator.languages]);
  await show(document.body, {}, root.lang);
}

function webAssemblyIsAllowed() {
  try {
    return new WebAssembly.Module(smallestModule) instanceof WebAssembly.Module;
  } catch {
    return false; // Missing, or refused by a content policy.
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function showFailure(kind) {
  const language = Object.hasOwn(failures, root.lang) ? root.lang : "en";
  const words = failures[language];
  const { title, text } = words[kind];
  const reload = element("button", { type: "button", className: "boot-failure-reload" }, words.reload);
  reload.addEventListener("click", () => location.reload());
  const message = element("main", { className: "boot-failure", lang: language });
  message.setAttribute("role", "alert");
  message.append(element("h1", {}, title), element("p", {}, text), reload);
  document.body.replaceChildren(message);
}

// After a panic nothing of the app runs any more.
addEventListener("ready-room:crashed", () => showFailure("crashed"));

start().catch((error) => {
  console.error(error);
  showFailure(webAssemblyIsAllowed() ? "lost" : "refused");
});
