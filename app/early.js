// Before the app is here: shows the form to whoever is new, and the skeleton to whoever has been in the
// room, in the language and theme that were chosen. Fills in what this browser remembers, and notes that
// the form was sent or a file dropped, so that the app can go on with it. The keys are those of
// `browser_storage`.
//
// Runs before the first picture, on the app's own pages and in a frame.

{
  const element = document.querySelector("ready-room");
  const root = element ? element.shadowRoot : document;
  const options = new URLSearchParams(element ? location.hash.slice(1) : "");
  const rightToLeft = JSON.parse('%right-to-left%');
  const room = /\/(?:room|embed)\/([^/]+)\/?$/.exec(location.pathname)?.[1];

  // Of this server and base path, or else from before each had its own.
  function stored(key) {
    try {
      return localStorage.getItem(`${key} ${document.baseURI}`) ?? localStorage.getItem(key);
    } catch {
      return null; // No storage in this frame or window.
    }
  }

  // Whether this browser has been in the room. Entries were lines before they were JSON.
  function hasVisited() {
    const entry = stored(`ready-room:room:${room}`) ?? "";
    try {
      return JSON.parse(entry).visited > 0;
    } catch {
      return Number(entry.split("\n")[4]) > 0;
    }
  }

  // Whom the server, the page around or a link for this device will name is not asked.
  function isIntroduced() {
    if (!room) return false;
    return options.has("name") || options.has("token") || location.hash.startsWith("#as=") || hasVisited();
  }

  // The form in another language, as the server has it.
  async function translated(language) {
    const answer = await fetch(location.href, { headers: { "Accept-Language": language } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return (page.querySelector("template[shadowrootmode]")?.content ?? page).querySelector("#early");
  }

  function fillIn(form) {
    const name = form.elements["join-name"];
    if (name) name.value ||= stored("ready-room:name") ?? "";
    if (options.get("role") === "observer") form.elements.role.value = "observer";
  }

  function noteSending(form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.toggleAttribute("data-sent", true);
      const button = form.querySelector("[type=submit]");
      button.textContent = button.dataset.waiting;
      button.disabled = true;
    });
  }

  // Without this the browser would show a file in place of the page.
  function keepDroppedFile(form) {
    const listen = (name, heard) =>
      addEventListener(name, (event) => {
        if (!form.isConnected || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        heard(event.dataTransfer.files[0]);
      });
    listen("dragover", () => {});
    listen("drop", (file) => (form.droppedFile = file));
  }

  function show(early) {
    const form = early.querySelector("form");
    fillIn(form);
    noteSending(form);
    keepDroppedFile(form);
    early.hidden = false;
    // A page around may be at something else.
    if (!element) form.querySelector("[name=join-name]")?.focus();
  }

  async function begin() {
    const early = root.querySelector("#early");
    const skeleton = root.querySelector("#skeleton");
    const language = (element ? options.get("lang") : stored("ready-room:lang"))?.split("-")[0];
    if (!element) {
      document.documentElement.dataset.theme = stored("ready-room:theme") ?? "system";
    } else {
      root.querySelector(".ready-room").dataset.theme = options.get("theme") ?? "auto";
    }
    const page = document.documentElement;
    const served = page.lang;
    if (language && !element) {
      page.lang = language;
      page.dir = rightToLeft.includes(language) ? "rtl" : "ltr";
    }
    if (!early.querySelector("form") || isIntroduced()) {
      // A list of estimates is as high as it is, and never as high as a room.
      skeleton.hidden = options.get("view") === "result";
    } else if (!language || language === served) {
      show(early);
    } else {
      skeleton.hidden = false;
      const other = await translated(language);
      // The app was quicker, or the server had something else to say.
      if (!early.isConnected || !other?.querySelector("form")) return;
      skeleton.hidden = true;
      early.replaceWith(other);
      show(other);
    }
  }

  // Without a root the browser does not know such templates, and the element begins by itself. Without the
  // form in the right language, as in a sandbox that may not fetch it, the skeleton stays.
  if (root) begin().catch(console.info);
}
