// A portal of somebody else: a small web server on another origin, whose pages hold rooms. Its styles
// are hostile and its content policy is strict. It vouches for its users by tokens.

import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, normalize, resolve } from "node:path";

import type { Page } from "@playwright/test";

import { Server } from "./server.ts";
import { test as base } from "./test.ts";

export { expect } from "./test.ts";

/** What a page of the portal has heard from a room. */
export interface Heard {
  type: string;
  /** The id of the element or frame. */
  from: string;
  detail: Record<string, string | null>;
  /** Whether it is heard outside of a shadow root that the element is in. */
  composed: boolean;
}

declare global {
  interface Window {
    heard: Heard[];
    /** What the page's content policy has forbidden. */
    violations: string[];
    /** Sends a message into the frame of the page. */
    send: (message: object) => void;
  }
}

/** What a page of the portal is made of. */
export interface Content {
  /** What stands in its body. */
  body: string;
  /** A module of its own, run before the element is defined. */
  script?: string;
  /** What stands in its head, beside the scripts. */
  head?: string;
  /** Whether it loads the element; yes if not said. */
  loads?: boolean;
  /** Whether it has the strict content policy; yes if not said. */
  strict?: boolean;
  /** Other origins that its frames may show. */
  frames?: string[];
}

/** What a token says. */
export interface Claims {
  room: string;
  sub: string;
  name: string;
  role?: "estimator" | "observer";
  facilitator?: boolean;
  iat?: number;
  exp?: number;
}

/** What the portal does to every element that it can reach. A policy against styles does not concern
 * those that a script makes. */
export const hostile = `
  * { font-size: 40px; letter-spacing: 5px; color: red !important }
  button, input { display: none }
  div { background: lime }
  html { font-size: 62.5% }
`;

/** Runs first on each page of the portal. */
const listens = `
  const styles = new CSSStyleSheet();
  styles.replaceSync(${JSON.stringify(hostile)});
  document.adoptedStyleSheets = [styles];
  window.heard = [];
  window.violations = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    violations.push(violatedDirective + " " + blockedURI);
  });
  for (const type of ["joined", "created", "voted", "revealed", "estimated", "scored", "ready", "error"]) {
    document.addEventListener("ready-room:" + type, ({ target, detail, composed }) => {
      heard.push({ type, from: target.id, detail, composed });
    });
  }
`;

const modules = resolve(import.meta.dirname, "../node_modules");

const lit = {
  lit: "lit/index.js",
  "lit-html": "lit-html/lit-html.js",
  "lit-html/is-server.js": "lit-html/is-server.js",
  "lit-element/lit-element.js": "lit-element/lit-element.js",
  "@lit/reactive-element": "@lit/reactive-element/reactive-element.js",
  "@lit/reactive-element/css-tag.js": "@lit/reactive-element/css-tag.js",
};

const imports = Object.fromEntries(Object.entries(lit).map(([name, file]) => [name, `/node_modules/${file}`]));

/** What stands in the head of a page whose scripts import Lit by its name. */
export const litImportMap = `<script type="importmap">${JSON.stringify({ imports })}</script>`;

/** One portal and the server of its rooms. */
export class Portal {
  #files = new Map<string, { text: string; headers: Record<string, string> }>();
  #server: Server | undefined;
  #folder = "";
  #pages = 0;

  private constructor(
    private readonly http: HttpServer,
    private readonly key: KeyObject,
  ) {
    this.#put("/listens.js", "text/javascript", listens);
    http.on("request", ({ url = "/" }, answer) => void this.#answer(new URL(url, "http://portal").pathname, answer));
  }

  /** A portal that is listed at a server of its own. */
  static async open(): Promise<Portal> {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const portal = await Portal.#listening(privateKey);
    portal.#folder = await mkdtemp(join(tmpdir(), "ready-room-portal-"));
    const keyFile = join(portal.#folder, "portal.pem");
    await writeFile(keyFile, publicKey.export({ type: "spki", format: "pem" }));
    const { url, sameSite } = portal;
    const listed = ["--allowed-origins", url, "--frame-ancestors", `'self' ${url} ${sameSite}`];
    portal.#server = await Server.start({ args: [...listed, "--token-keys", keyFile] });
    return portal;
  }

  /** Another portal for the rooms of this one's server, which does not list it. */
  async stranger(): Promise<Portal> {
    const stranger = await Portal.#listening(generateKeyPairSync("ed25519").privateKey);
    stranger.#server = this.#server;
    return stranger;
  }

  static async #listening(key: KeyObject): Promise<Portal> {
    const http = createServer().listen(0, "127.0.0.1");
    await once(http, "listening");
    return new Portal(http, key);
  }

  /** The portal's origin: to the server's it is cross-site. */
  get url(): string {
    return `http://localhost:${(this.http.address() as AddressInfo).port}`;
  }

  /** Another origin of the portal, which is not cross-site to the server's. */
  get sameSite(): string {
    return this.url.replace("localhost", "127.0.0.1");
  }

  /** The server's origin. */
  get server(): string {
    return this.#server!.url;
  }

  /** A new room, by its id. */
  async room(title = "Lending desk"): Promise<string> {
    const body = JSON.stringify({ title, secret: "s".repeat(32) });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.server}/api/rooms`, { method: "POST", headers, body });
    return ((await answer.json()) as { room: string }).room;
  }

  /** A token that lasts for five minutes, if the claims do not say another time. */
  token(claims: Claims): string {
    const iat = Math.floor(Date.now() / 1_000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg: "EdDSA", typ: "JWT" })}.${part({ iat, exp: iat + 300, ...claims })}`;
    return `${text}.${sign(null, Buffer.from(text), this.key).toString("base64url")}`;
  }

  /** Makes a page, and gives its address. */
  page({ body, script = "", head = "", loads = true, strict = true, frames = [] }: Content): string {
    const path = `/pages/${++this.#pages}`;
    const { server } = this;
    const element = loads ? `<script type="module" src="${server}/ready-room.js"></script>` : "";
    const html = `<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>Portal</title>
          ${head}
          <script type="module" src="/listens.js"></script>
          <script type="module" src="${path}.js"></script>
          ${element}
        </head>
        <body>${body}</body>
      </html>`;
    const policy = [
      "default-src 'none'",
      `script-src 'self' ${server} 'wasm-unsafe-eval'`,
      `connect-src ${server} ${server.replace("http", "ws")}`,
      `frame-src ${[server, ...frames].join(" ")}`,
      "style-src 'none'",
      "base-uri 'none'",
    ];
    this.#put(`${path}.js`, "text/javascript", script);
    this.#put(path, "text/html", html, strict ? { "content-security-policy": policy.join("; ") } : {});
    return this.url + path;
  }

  /** Makes a page of a whole document, and gives its address. */
  document(html: string, headers: Record<string, string> = {}): string {
    const path = `/pages/${++this.#pages}`;
    this.#put(path, "text/html", html, headers);
    return this.url + path;
  }

  /** Ends the portal and, where it has one of its own, its server. */
  async close(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    if (!this.#folder) return;
    await this.#server?.dispose();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #put(path: string, type: string, text: string, headers: Record<string, string> = {}): void {
    this.#files.set(path, { text, headers: { "content-type": `${type}; charset=utf-8`, ...headers } });
  }

  /** A page, a script, or a module of a package from npm. */
  async #answer(path: string, answer: ServerResponse): Promise<void> {
    const file = this.#files.get(path);
    if (file) {
      answer.writeHead(200, file.headers).end(file.text);
      return;
    }
    const inside = /^\/node_modules(\/.*\.js)$/.exec(normalize(path))?.[1];
    const text = inside && (await readFile(join(modules, inside)).catch(() => undefined));
    if (text) answer.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(text);
    else answer.writeHead(404, { "content-type": "text/plain" }).end("nothing is here");
  }
}

/** What the page has heard, in the order it happened; of one kind, if one is named. */
export async function heard(page: Page, type?: string): Promise<Heard[]> {
  const all = await page.evaluate(() => window.heard);
  return type ? all.filter((event) => event.type === type) : all;
}

export const test = base.extend<object, { portal: Portal }>({
  /** One portal with a server for each worker. */
  portal: [
    async ({}, use) => {
      const portal = await Portal.open();
      await use(portal);
      await portal.close();
    },
    { scope: "worker" },
  ],
});
