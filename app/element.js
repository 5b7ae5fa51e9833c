// <ready-room>: a room inside any page. This script is all that the page pays until such an element is
// in it. Knows nothing of what a room is.

const attributes = ["server", "room", "name", "role", "lang", "theme", "view", "token", "link"];

// A change of these shows something else; the others change what is shown.
const anew = new Set(["server", "room", "view", "token"]);

// An estimate may be given as a number; a room takes texts.
const estimateAsText = (name, value) =>
  name === "estimate" && Number.isFinite(value) ? String(value) : value;

const load = () => import("./assets/%load%");

// What is seen until a room is there, with as many styles as that takes.
const skeleton = `%skeleton%`;
const skeletonStyles = new CSSStyleSheet();
skeletonStyles.replaceSync(`%skeleton-style%`);

const ownServer = new URL(".", import.meta.url).href;

class ReadyRoom extends HTMLElement {
  static observedAttributes = attributes;

  // The page of a frame comes with a shadow root that has something in it.
  #root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
  #frame; // What it is shown in; another one each time that it begins.
  #shown; // A promise of what is shown.
  #planned = false;

  connectedCallback() {
    this.#plan();
  }

  disconnectedCallback() {
    this.#plan();
  }

  // There so that a move within the page is no end: browsers then call neither of the others.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (anew.has(name)) {
      this.#end();
      this.#plan();
    } else {
      this.#act(name, now ?? "");
    }
  }

  // Turns the cards of the current round.
  reveal() {
    return this.#ask("reveal");
  }

  // Moves the room to the story with this key.
  select(key) {
    return this.#ask("select", String(key));
  }

  // Adds stories to the backlog: objects with a title, and what else is known of each (key, link,
  // description, criteria, labels, estimate, parent).
  addStories(stories) {
    return this.#ask("add", JSON.stringify(stories, estimateAsText));
  }

  async #ask(name, value) {
    if (await this.#act(name, value)) return;
    this.#tell("error", { code: "outside", message: "the element shows no room" });
  }

  // Returns whether there is something to act on.
  async #act(name, value) {
    // What is called right after the element was put in waits until it has begun.
    if (this.#planned) await new Promise((begun) => setTimeout(begun));
    const shown = await this.#shown;
    shown?.act(name, name === "lang" ? this.#language((await load()).pick) : value);
    return shown !== undefined;
  }

  // The element's language, else the page's, else one of the reader's.
  #language(pick) {
    return pick([this.lang, document.documentElement.lang, ...navigator.languages]);
  }

  // Begins or ends once all that the page is doing now is done: a move is a removal and an insertion.
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    setTimeout(() => {
      this.#planned = false;
      if (!this.isConnected) this.#end();
      else this.#shown ??= this.#begin();
    });
  }

  async #begin() {
    const frame = this.#root.querySelector(".ready-room") ?? this.#newFrame();
    this.#frame = frame;
    const hasEnded = () => this.#frame !== frame;
    const onEvent = (name, details) => hasEnded() || this.#tell(name, details);
    try {
      frame.dataset.theme = this.getAttribute("theme") ?? "auto";
      const { show, sheet, pick, direction } = await load();
      const styles = await sheet();
      if (hasEnded()) return undefined;
      const language = this.#language(pick);
      this.#root.adoptedStyleSheets = [styles];
      frame.lang = language;
      frame.dir = direction(language);
      const value = (name) => this.getAttribute(name) ?? "";
      const options = Object.fromEntries(attributes.map((name) => [name, value(name)]));
      const server = new URL(value("server") || ownServer, document.baseURI).href;
      const base = server.endsWith("/") ? server : `${server}/`;
      const shown = await show(frame, { ...options, base, onEvent }, language);
      onEvent("ready", {});
      return shown;
    } catch (error) {
      if (hasEnded()) return undefined;
      this.#tell("error", { code: "load", message: String(error) });
      frame.textContent = "Ready Room did not load.";
      this.#root.replaceChildren(frame);
      return undefined;
    }
  }

  // Shows a skeleton at once.
  #newFrame() {
    const frame = document.createElement("div");
    frame.className = "ready-room";
    frame.setAttribute("part", "frame");
    frame.innerHTML = skeleton;
    // A list of estimates is as high as it is, and never as high as a room.
    frame.firstElementChild.hidden = this.getAttribute("view") === "result";
    this.#root.adoptedStyleSheets = [skeletonStyles];
    this.#root.replaceChildren(frame);
    return frame;
  }

  #end() {
    if (!this.#frame) return;
    const shown = this.#shown;
    this.#frame = this.#shown = undefined;
    this.#root.replaceChildren();
    shown?.then((shown) => shown?.stop());
  }

  #tell(name, detail) {
    const event = new CustomEvent(`ready-room:${name}`, { detail, bubbles: true, composed: true });
    this.dispatchEvent(event);
  }
}

if (!customElements.get("ready-room")) customElements.define("ready-room", ReadyRoom);
