// The examples of docs/embedding.md, run as they are printed: only hosts and rooms are put in.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Browser } from "@playwright/test";

import type { ReadyRoomElement } from "../../app/ready-room.d.ts";
import { Person } from "../support/person.ts";
import { expect, litImportMap, type Portal, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

/** A block of code under a heading. */
interface Example {
  heading: string;
  language: string;
  code: string;
}

/** All blocks of the document, without the indentation of the list that they stand in. */
function examples(): Example[] {
  const lines = readFileSync(resolve(import.meta.dirname, "../../docs/embedding.md"), "utf8").split("\n");
  const found: Example[] = [];
  let heading = "";
  let block: (Example & { indentation: number }) | undefined;
  for (const line of lines) {
    const fence = /^( *)```(\w*)$/.exec(line);
    if (block && fence) {
      found.push(block);
      block = undefined;
    } else if (block) {
      block.code += `${line.slice(block.indentation)}\n`;
    } else if (fence) {
      block = { heading, language: fence[2]!, code: "", indentation: fence[1]!.length };
    } else {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    }
  }
  return found;
}

const all = examples();

/** The block of a language under a heading, for this server and this room. */
function example(heading: string, language: string, portal: Portal, room: string): string {
  const found = all.find((block) => block.heading === heading && block.language === language);
  if (!found) throw new Error(`no ${language} under ${heading}`);
  return found.code
    .replaceAll("wss://rooms.example.org", portal.server.replace("http", "ws"))
    .replaceAll("https://rooms.example.org", portal.server)
    .replaceAll("abcdefghijklmnop", room);
}

/** Ana on a page of the portal that is made of this and nothing else; within the element, if one is there. */
async function opened(browser: Browser, portal: Portal, body: string, headers: Record<string, string> = {}): Promise<Person> {
  const ana = await Person.with(browser, "Ana");
  await ana.page.goto(portal.document(body, headers));
  return ana.within(ana.page.locator("ready-room"));
}

/** Lets the portal vouch for Ana as a facilitator. */
async function facilitates(ana: Person, portal: Portal, room: string): Promise<void> {
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  await ana.page.locator("ready-room").evaluate((element, token) => element.setAttribute("token", token), token);
  await ana.isInside();
}

/** Estimates the story with this title, alone. */
async function estimates(ana: Person, title: string, estimate: string): Promise<void> {
  await ana.storyRow(title).getByText(title).click();
  await expect(ana.story.getByRole("heading", { name: title })).toBeVisible();
  await ana.vote(estimate);
  await ana.press(say("save_estimate", { estimate }));
}

test("the element of the first steps works under the content policy that they name", async ({ browser, portal }) => {
  const room = await portal.room();
  const steps = "The element, step by step";
  const policy = example(steps, "text", portal, room).replaceAll("\n", " ");
  const body = `<!doctype html><title>Portal</title>${example(steps, "html", portal, room)}`;
  const ana = await opened(browser, portal, body, { "content-security-policy": policy.trim() });
  await ana.join();
  await ana.vote("8");
});

test("the properties of the example are obeyed", async ({ browser, portal }) => {
  const room = await portal.room();
  const styles = example("Height and looks", "css", portal, room);
  const element = example("The element, step by step", "html", portal, room);
  const ana = await opened(browser, portal, `<!doctype html><title>Portal</title><style>${styles}</style>${element}`);
  await ana.join();
  const height = ana.page.viewportSize()!.height * 0.8;
  await expect(ana.page.locator("ready-room")).toHaveCSS("height", `${height}px`);
  await expect(ana.page.locator("ready-room .ready-room")).toHaveCSS("border-top-style", "solid");
});

test("the page of plain HTML adds a story and shows its estimate", async ({ browser, portal }) => {
  const room = await portal.room();
  const ana = await opened(browser, portal, example("Plain HTML", "html", portal, room));
  await facilitates(ana, portal, room);
  await ana.page.locator("body > button").click();
  await estimates(ana, "Reserve a tool for a weekend", "3");
  await expect(ana.page.locator("body > output")).toHaveText("TL-11: 3");
});

test("the component of Lit shows an estimate", async ({ browser, portal }) => {
  const room = await portal.room();
  const body = `<!doctype html><title>Portal</title>
    ${litImportMap}
    <script type="module" src="${portal.server}/ready-room.js"></script>
    <script type="module">${example("Lit", "js", portal, room)}</script>
    ${example("Lit", "html", portal, room)}`;
  const ana = await opened(browser, portal, body);
  await facilitates(ana, portal, room);
  const stories = [{ key: "TL-11", title: "Reserve a tool" }];
  await ana.page.locator("ready-room").evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), stories);
  await estimates(ana, "Reserve a tool", "5");
  await expect(ana.page.locator("team-room p").first()).toHaveText("TL-11: 5");
});

test("the frame of the steps is given its height and a story by the script", async ({ browser, portal }) => {
  const room = await portal.room();
  const frame = example("The frame, step by step", "html", portal, room);
  const script = example("Messages", "html", portal, room);
  const ana = await opened(browser, portal, `<!doctype html><title>Portal</title>${frame}${script}`);
  const inside = ana.within(ana.page.frameLocator("#room"));
  await expect(ana.page.locator("#room")).toHaveCSS("height", "560px");
  await expect(ana.page.frameLocator("#room").locator(".ready-room")).toHaveAttribute("data-theme", "dark");
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  await ana.page.evaluate((token) => {
    const frame = document.querySelector<HTMLIFrameElement>("#room")!;
    frame.contentWindow!.postMessage({ type: "ready-room:set", token }, "*");
  }, token);
  await inside.isInside();
  const ben = await Person.with(browser, "Ben");
  await ben.enter(`${portal.server}/room/${room}`);
  await expect(ben.backlog.getByText("Reserve a tool")).toBeVisible();
});

test("the page asks for another token when one has expired", async ({ browser, portal }) => {
  const room = await portal.room();
  const now = Math.floor(Date.now() / 1_000);
  const claims = { room, sub: "ana", name: "Ana" };
  const expired = portal.token({ ...claims, iat: now - 400, exp: now - 100 });
  const script = `const room = document.querySelector("ready-room")\n${example("Who is who", "js", portal, room)}`;
  const ana = await Person.with(browser, "Ana");
  await ana.page.route(`${portal.url}/my-room-token`, (route) => route.fulfill({ contentType: "text/plain", body: portal.token(claims) }));
  const body = `<!doctype html><title>Portal</title><ready-room room="${room}" token="${expired}"></ready-room>
    <script type="module">${script}</script>
    <script type="module" src="${portal.server}/ready-room.js"></script>`;
  await ana.page.goto(portal.document(body));
  await ana.within(ana.page.locator("ready-room")).isInside();
});
