// A room in a frame of another site, with storage blocked and in a sandbox.

import type { FrameLocator, Page } from "@playwright/test";

import { holdBack } from "../support/late.ts";
import { Person } from "../support/person.ts";
import { expect, heard, type Portal, test as base } from "../support/portal.ts";
import { say, saying } from "../support/texts.ts";

/** What a page with a frame is made of. */
interface Framed {
  room: string;
  /** Options in the fragment. */
  options?: Record<string, string>;
  /** What else the frame has: `sandbox="…"`. */
  attributes?: string;
  /** Whether the browser keeps nothing for frames. */
  forgets?: boolean;
  /** Whose page it is; the portal's if not said. */
  on?: Portal;
  /** Whether that page is of the server's site, although of another origin. */
  sameSite?: boolean;
  /** Whether that page listens only when the frame has loaded. */
  late?: boolean;
  /** What is done before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** The address of another frame beside it. */
  beside?: string;
}

const test = base.extend<{
  /** Opens a page with a room in a frame. */
  framed: (name: string, content: Framed) => Promise<{ person: Person; frame: FrameLocator; inside: Person }>;
}>({
  framed: async ({ browser, portal }, use) => {
    await use(async (name, { room, options = {}, attributes = "", forgets = false, on = portal, sameSite = false, late = false, before, beside }) => {
      const person = await Person.with(browser, name, { viewport: { width: 1000, height: 900 } });
      await before?.(person.page);
      if (forgets) await person.page.addInitScript(blockStorage);
      const src = `${portal.server}/embed/${room}#${new URLSearchParams(options)}`;
      const other = beside ? `<iframe id="beside" src="${beside}"></iframe>` : "";
      const body = `<iframe id="frame" title="Room" width="960" height="300" ${attributes} src="${src}"></iframe>${other}`;
      const script = `
        const { readyRoomFrame } = await import("${portal.server}/frame.js");
        ${late ? `await new Promise((done) => setTimeout(done, 3_000));` : ""}
        const frame = document.getElementById("frame");
        window.send = readyRoomFrame(frame, (type, detail) => heard.push({ type, from: "frame", detail }));
      `;
      const frames = beside ? [new URL(beside).origin] : [];
      const page = on.page({ body, script, loads: false, frames });
      await person.page.goto(sameSite ? page.replace(on.url, on.sameSite) : page);
      const frame = person.page.frameLocator("#frame");
      return { person, frame, inside: person.within(frame) };
    });
  },
});

/** What browsers do that block the storage of other sites' frames. */
function blockStorage(): void {
  if (window === window.top) return;
  const refused = {
    get() {
      throw new DOMException("The request was denied.", "SecurityError");
    },
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, refused);
}

const ways: [string, Partial<Framed>][] = [
  ["with its storage blocked", { forgets: true }],
  ["in a sandbox without an origin", { attributes: `sandbox="allow-scripts"` }],
];

for (const [way, content] of ways) {
  test(`a frame of another site ${way} asks for the name, works, and says what a reload forgets`, async ({ browser, portal, framed }) => {
    const room = await portal.room();
    const { person, frame, inside } = await framed("Ana", { room, ...content });
    await expect(frame.getByText(say("no_storage"))).toBeVisible();
    const elsewhere = frame.getByRole("link", { name: say("open_in_window") });
    await expect(elsewhere).toHaveAttribute("href", `${portal.server}/room/${room}`);
    await inside.join();
    const ben = await Person.with(browser, "Ben");
    await ben.enter(`${portal.server}/room/${room}`);
    await inside.vote("8");
    await expect(ben.seat("Ana").getByText(say("voted"))).toBeVisible();
    await ben.vote("8");
    await expect(inside.result).toBeVisible();
    await expect.poll(async () => (await heard(person.page)).map(({ type }) => type)).toEqual(["ready", "joined", "voted", "voted", "revealed"]);
    expect(await person.page.evaluate(() => window.violations)).toEqual([]);
    expect(person.faults).toEqual([]);
  });
}

test("a sandbox that forbids downloads is not said to have saved a file", async ({ portal, framed }) => {
  const room = await portal.room();
  const { frame, inside } = await framed("Ana", { room, attributes: `sandbox="allow-scripts"`, options: { name: "Ana" } });
  await inside.isInside();
  await frame.getByRole("button", { name: say("export_title") }).click();
  await frame.getByRole("dialog").getByRole("button", { name: new RegExp(`^${say("export_report")} `) }).click();
  await expect(frame.getByText(saying("export_handed_over"))).toBeVisible();
});

test("a room is made in a sandboxed frame too", async ({ portal, framed }) => {
  const { person, frame, inside } = await framed("Ana", { room: "", attributes: `sandbox="allow-scripts"` });
  await frame.getByLabel(say("room_title")).fill("Sprint 12");
  await person.page.keyboard.press("Enter");
  await inside.join();
  const [created] = await heard(person.page, "created");
  expect(created!.detail.address).toBe(`${portal.server}/room/${created!.detail.room}`);
});

test("a frame that keeps its storage knows its person after a reload", async ({ portal, framed }) => {
  const { person, frame, inside } = await framed("Ana", { room: await portal.room(), sameSite: true });
  await expect(frame.getByLabel(say("your_name"))).toBeVisible();
  await expect(frame.getByText(say("no_storage"))).toHaveCount(0);
  await inside.join();
  await person.page.reload();
  await inside.isInside();
});

for (const attributes of ["", `sandbox="allow-scripts"`]) {
  test(`the page around speaks with its frame ${attributes && "in a sandbox"}`, async ({ portal, framed }) => {
    const room = await portal.room();
    const { person, frame, inside } = await framed("Ana", { room, attributes, options: { theme: "dark" } });
    const send = (message: object) => person.page.evaluate((message) => window.send(message), message);
    await expect(frame.getByLabel(say("your_name"))).toBeVisible();
    await expect(frame.locator(".ready-room")).toHaveAttribute("data-theme", "dark");
    await expect(person.page.locator("#frame")).toHaveCSS("height", "720px");

    const token = portal.token({ room, sub: "ana", name: "Ana Example", facilitator: true });
    await send({ type: "ready-room:set", token, theme: "light", lang: "de" });
    await expect(frame.getByRole("radiogroup", { name: say("your_hand", {}, "de") })).toBeVisible();
    await send({ type: "ready-room:set", lang: "en" });
    await inside.isInside();
    await expect(frame.locator(".ready-room")).toHaveAttribute("data-theme", "light");
    await send({ type: "ready-room:add", stories: [{ key: "TL-1", title: "Reserve a tool" }] });
    await expect(frame.getByText("Reserve a tool").first()).toBeAttached();
    await send({ type: "ready-room:select", story: "TL-1" });
    await expect(inside.story.getByRole("heading", { name: "Reserve a tool" })).toBeVisible();
    await send({ type: "ready-room:reveal" });
    await expect(inside.result).toBeVisible();
    await send({ type: "ready-room:select", story: "TL-99" });
    const story = { story: "TL-1", title: "Reserve a tool" };
    await expect.poll(async () => (await heard(person.page)).slice(-3).map(({ type, detail }) => [type, detail])).toEqual([
      ["joined", { title: "Lending desk", name: "Ana Example" }],
      ["revealed", { ...story, suggestion: null, scores: {} }],
      ["error", { code: "refused", message: say("refusal_unknown_story") }],
    ]);
    await send({ type: "ready-room:set", view: "result" });
    await expect(frame.getByText(say("no_estimates"))).toBeVisible();
    await expect.poll(() => person.page.locator("#frame").evaluate((frame) => frame.offsetHeight)).toBeLessThan(300);
  });
}

test("a frame is as high as the view that is set likes to be", async ({ portal, framed }) => {
  const { person, inside } = await framed("Ana", { room: await portal.room(), options: { name: "Ana" } });
  const frame = person.page.locator("#frame");
  const height = () => frame.evaluate((frame) => frame.offsetHeight);
  const show = (view: string) => person.page.evaluate((view) => window.send({ type: "ready-room:set", view }), view);
  await inside.isInside();
  await expect(frame).toHaveCSS("height", "720px");
  await show("poker");
  await expect(frame).toHaveCSS("height", "560px");
  await show("full");
  await expect(frame).toHaveCSS("height", "720px");
  await show("result");
  await expect.poll(height).toBeLessThan(300);
  expect(await height()).toBeGreaterThan(0);
  await show("poker");
  await expect(frame).toHaveCSS("height", "560px");
});

test("a page that begins to listen late is told height and readiness all the same", async ({ portal, framed }) => {
  const { person, frame } = await framed("Ana", { room: await portal.room(), late: true });
  await expect(frame.getByLabel(say("your_name"))).toBeVisible();
  await expect(person.page.locator("#frame")).toHaveCSS("height", "300px");
  // A low frame can be scrolled.
  await frame.getByRole("button", { name: say("join_room") }).click();
  await expect(frame.getByText(say("refusal_empty_name"))).toBeVisible();
  await expect(person.page.locator("#frame")).toHaveCSS("height", "720px");
  await expect.poll(async () => (await heard(person.page)).map(({ type }) => type)).toEqual(["ready"]);
});

test("a frame does what the page around says, and nobody else", async ({ portal, framed }) => {
  const stranger = await portal.stranger();
  const script = `
    const frame = parent.frames[0];
    for (const message of [
      { type: "ready-room:set", theme: "dark", name: "Mallory" },
      { type: "ready-room:add", stories: [{ key: "EVIL-1", title: "Evil" }] },
      { type: "ready-room:reveal" },
    ]) setInterval(() => frame.postMessage(message, "*"), 50);
  `;
  const room = await portal.room();
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  const beside = stranger.page({ body: "", script, loads: false });
  const { person, frame, inside } = await framed("Ana", { room, beside, options: { token, theme: "light" } });
  await inside.isInside();
  await person.page.waitForTimeout(500);
  await person.page.evaluate(() => window.send({ type: "ready-room:add", stories: [{ key: "TL-1", title: "Reserve a tool" }] }));
  await expect(frame.getByText("Reserve a tool").first()).toBeAttached();
  await expect(frame.getByText("Evil")).toHaveCount(0);
  await expect(inside.result).toHaveCount(0);
  await expect(inside.seat("Ana")).toBeVisible();
  await expect(frame.locator(".ready-room")).toHaveAttribute("data-theme", "light");
  await stranger.close();
});

test("a frame that is told of another host neither hears nor tells this one", async ({ portal, framed }) => {
  const { person, frame, inside } = await framed("Ana", { room: await portal.room(), options: { host: "https://elsewhere.example", name: "Ana" } });
  await inside.isInside();
  await person.page.evaluate(() => window.send({ type: "ready-room:set", theme: "dark" }));
  await inside.vote("8");
  await expect(frame.locator(".ready-room")).toHaveAttribute("data-theme", "auto");
  expect(await heard(person.page)).toEqual([]);
});

test("a page of a host that is not listed cannot frame a room, nor hold one", async ({ portal, framed }) => {
  const stranger = await portal.stranger();
  const room = await portal.room();
  const { person, frame } = await framed("Ana", { room, on: stranger });
  await expect.poll(() => person.faults.join()).toContain("frame-ancestors");
  await expect(frame.locator("ready-room")).toHaveCount(0);
  await person.page.goto(stranger.page({ body: `<ready-room id="room" room="${room}"></ready-room>` }));
  const held = person.page.locator("#room");
  await expect(held.getByText(saying("connection_lost"))).toBeVisible();
  await expect(held.getByLabel(say("your_name"))).toHaveCount(0);
  const told = async () => (await heard(person.page)).map(({ type, detail }) => [type, detail.code]);
  await expect.poll(told).toEqual([["ready", undefined], ["error", "origin"]]);
  // Nor can it make one.
  await person.page.goto(stranger.page({ body: `<ready-room id="room"></ready-room>` }));
  await held.getByRole("button", { name: say("create_room") }).click();
  await expect(held.getByText(say("create_unreachable"))).toBeVisible();
  await expect.poll(told).toEqual([["ready", undefined], ["error", "origin"]]);
  await stranger.close();
});

test("in a frame the name can be typed before the app is there", async ({ portal, framed }) => {
  const room = await portal.room();
  let release = () => {};
  const before = async (page: Page) => void (release = await holdBack(page));
  const { frame, inside } = await framed("Ana", { room, options: { theme: "dark" }, before });
  await expect(frame.locator(".ready-room")).toHaveAttribute("data-theme", "dark");
  await frame.getByLabel(say("your_name")).fill("Ana");
  await frame.getByRole("button", { name: say("join_room") }).click();
  await expect(frame.getByRole("button", { name: say("join_waiting") })).toBeDisabled();
  release();
  await inside.isInside();
});
