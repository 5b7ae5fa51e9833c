// A room in a frame of somebody else's page: the element, alone on a page, and what passes between it
// and the page around. That page is told events and the height; it gives what the element takes.

import "../ready-room.js";

const options = new URLSearchParams(location.hash.slice(1));
const room = /\/embed\/([^/]*)\/?$/.exec(location.pathname)?.[1] ?? "";

const element = document.querySelector("ready-room");
element.setAttribute("server", document.baseURI);
if (room) element.setAttribute("room", room);
const settable = ["name", "role", "lang", "theme", "view", "token", "link"];
for (const name of settable) {
  if (options.has(name)) element.setAttribute(name, options.get(name));
}

// Only the page around is heard. `frame-ancestors` has decided who that may be; `host` names it where
// the browser does not say.
function origin() {
  const named = options.get("host") ?? location.ancestorOrigins?.[0] ?? document.referrer;
  try {
    return new URL(named).origin;
  } catch {
    return undefined;
  }
}

const host = origin();

function tell(type, detail) {
  if (host && parent !== window) parent.postMessage({ type: `ready-room:${type}`, detail }, host);
}

for (const type of ["joined", "created", "voted", "revealed", "estimated", "scored", "ready", "error"]) {
  element.addEventListener(`ready-room:${type}`, (event) => tell(type, event.detail));
}

// What was told before the page around listened is told again when that page says hello.
let isReady = false;
element.addEventListener("ready-room:ready", () => (isReady = true));

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== host || typeof data !== "object" || data === null) return;
  switch (data.type) {
    case "ready-room:set":
      for (const name of settable) {
        if (typeof data[name] === "string") element.setAttribute(name, data[name]);
      }
      // A room that fills the frame has the same size before and after.
      if (typeof data.view === "string") tellHeight();
      break;
    case "ready-room:add":
      if (Array.isArray(data.stories)) element.addStories(data.stories);
      break;
    case "ready-room:select":
      element.select(data.story);
      break;
    case "ready-room:reveal":
      element.reveal();
      break;
    case "ready-room:hello":
      if (isReady) tell("ready", {});
      tellHeight();
      break;
  }
});

// A list of estimates is as high as it is; a room fills what it gets, and asks for what it likes.
const liked = { full: 720, poker: 560 };
function tellHeight() {
  const view = element.getAttribute("view") ?? "full";
  const height = view === "result" ? Math.ceil(element.offsetHeight) : (liked[view] ?? liked.full);
  // Without content yet, it tells later.
  if (height > 0) tell("height", { height });
}

new ResizeObserver(tellHeight).observe(element);

// Without `allow-forms` a sandbox keeps even the event of a form that is sent. So it is made from the
// press of the button, which is also what Enter comes to.
element.shadowRoot.addEventListener("click", (event) => {
  const form = event.target.closest("[type=submit]")?.form;
  if (!form) return;
  event.preventDefault();
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
});
