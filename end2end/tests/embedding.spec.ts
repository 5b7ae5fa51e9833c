// <ready-room> on a page of another site, with hostile styles and a strict content policy.

import type { Locator } from "@playwright/test";

import type { ReadyRoomElement } from "../../app/ready-room.d.ts";
import { expectAccessible } from "../support/a11y.ts";
import { element, facilitator, visitor } from "../support/embedded.ts";
import { holdBack } from "../support/late.ts";
import { Person } from "../support/person.ts";
import { expect, heard, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

const stories = [
  { key: "TL-1", title: "Reserve a tool" },
  { key: "TL-2", title: "Return a tool" },
];

/** How light the background of something is, from 0 to 255. */
function lightness(place: Locator): Promise<number> {
  return place.evaluate((place) => {
    const canvas = document.createElement("canvas").getContext("2d")!;
    canvas.fillStyle = getComputedStyle(place).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data[0]!;
  });
}

test("two elements on one page are in two rooms, and share one Wasm instance", async ({ browser, portal }) => {
  const [left, right] = [await portal.room("Left"), await portal.room("Right")];
  const ana = await Person.with(browser, "Ana");
  const modules: string[] = [];
  ana.page.on("request", (request) => request.url().endsWith(".wasm") && modules.push(request.url()));
  const body = [left, right].map((room, at) => `<ready-room id="${at ? "right" : "left"}" room="${room}" name="Ana"></ready-room>`);
  await ana.page.goto(portal.page({ body: body.join("") }));
  const [here, there] = [ana.within(element(ana, "left")), ana.within(element(ana, "right"))];
  await here.isInside();
  await there.isInside();

  const ben = await Person.with(browser, "Ben");
  await ben.enter(`${portal.server}/room/${left}`);
  await expect(here.seat("Ben")).toBeVisible();
  await here.vote("8");
  await there.vote("3");
  await here.holds("8");
  await expect(ben.seat("Ana").getByText(say("voted"))).toBeVisible();
  await expect(there.seat("Ben")).toHaveCount(0);
  // Each is fetched once, the parts that come later too.
  expect(modules.filter((url) => /\/ready-room\.[^/]*\.wasm$/.test(url))).toHaveLength(1);
  expect(new Set(modules).size).toBe(modules.length);
  expect((await heard(ana.page, "joined")).map(({ from, detail }) => [from, detail])).toEqual(
    expect.arrayContaining([
      ["left", { title: "Left", name: "Ana" }],
      ["right", { title: "Right", name: "Ana" }],
    ]),
  );
  expect(await heard(ana.page, "ready")).toHaveLength(2);
  expect(await heard(ana.page, "error")).toEqual([]);
  expect(await ana.page.evaluate(() => window.violations)).toEqual([]);
  expect(ana.faults).toEqual([]);
});

test("an element shows the skeleton of a room until the room is there", async ({ browser, portal }) => {
  const ana = await Person.with(browser, "Ana");
  const release = await holdBack(ana.page);
  await ana.page.goto(portal.page({ body: `<ready-room id="room" room="${await portal.room()}" name="Ana"></ready-room>` }));
  const skeleton = element(ana).locator("#skeleton");
  await expect(skeleton).toBeVisible();
  expect((await skeleton.boundingBox())!.height).toBeGreaterThan(600);
  release();
  await ana.within(element(ana)).isInside();
  await expect(skeleton).toHaveCount(0);
  expect(await ana.page.evaluate(() => window.violations)).toEqual([]);
});

test("the page around hears what happens in the room, and of votes only that they were cast", async ({ browser, portal }) => {
  const room = await portal.room();
  const ana = await facilitator(browser, portal, room);
  await ana.isInside();
  const ben = await Person.with(browser, "Ben");
  await ben.enter(`${portal.server}/room/${room}`);
  await element(ana).evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), stories);
  await element(ana).evaluate((room: ReadyRoomElement) => room.select("TL-1"));
  await expect(ana.story.getByRole("heading", { name: stories[0]!.title })).toBeVisible();
  await ben.vote("13");
  await ana.vote("13");
  await expect(ana.result).toBeVisible();
  await ana.saveAndNext("13");

  const story = { story: "TL-1", title: "Reserve a tool" };
  await expect.poll(async () => (await heard(ana.page)).map(({ type, detail }) => [type, detail])).toEqual([
    ["ready", {}],
    ["joined", { title: "Lending desk", name: "Ana" }],
    ["voted", { ...story, name: "Ben" }],
    ["voted", { ...story, name: "Ana" }],
    ["revealed", { ...story, suggestion: "13", scores: {} }],
    ["estimated", { ...story, estimate: "13" }],
  ]);
  expect((await heard(ana.page)).every(({ composed, from }) => composed && from === "room")).toBe(true);
});

test("the styles of the page do not get in", async ({ browser, portal }) => {
  const ana = await visitor(browser, portal, { body: `<ready-room id="room" room="${await portal.room()}"></ready-room>` });
  const inside = ana.within(element(ana));
  await inside.join();
  const button = element(ana).getByRole("button", { name: say("copy_room_link") });
  await expect(button).toHaveCSS("font-size", "16px");
  await expect(button).toHaveCSS("letter-spacing", "normal");
  for (const part of [button, inside.card("8"), inside.seat("Ana"), element(ana).locator(".ready-room")]) {
    await expect(part).toBeVisible();
    await expect(part).not.toHaveCSS("color", "rgb(255, 0, 0)");
    await expect(part).not.toHaveCSS("letter-spacing", "5px");
    await expect(part).not.toHaveCSS("background-color", "rgb(0, 255, 0)");
  }
});

test("our styles, names and titles do not get out", async ({ browser, portal }) => {
  const body = `<div class="card button button--primary room"><h1 class="icon">Own</h1><p hidden>Own</p></div>`;
  const ana = await visitor(browser, portal, { body });
  const own = () =>
    ana.page.evaluate(() => {
      const { adoptedStyleSheets, documentElement, title } = document;
      const parts = ["html", "body", "div", "h1", "p"].map((name) => {
        const style = getComputedStyle(document.querySelector(name)!);
        const names = [...style].filter((name) => !/height|block-size|origin|perspective/.test(name));
        return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
      });
      const attributes = [...documentElement.attributes].map(({ name, value }) => `${name}=${value}`);
      return { parts, attributes, title, sheets: adoptedStyleSheets.length };
    });
  const before = await own();
  const room = await portal.room();
  await ana.page.evaluate((room) => document.body.insertAdjacentHTML("beforeend", `<ready-room id="room" room="${room}" name="Ana"></ready-room>`), room);
  await ana.within(element(ana)).isInside();
  expect(await own()).toEqual(before);
});

test("the page chooses theme, accent and frame, and changes the theme and the language live", async ({ browser, portal }) => {
  const room = await portal.room();
  const script = `
    const own = new CSSStyleSheet();
    own.replaceSync("ready-room { --accent: rgb(1, 2, 3); --ready-room-height: 500px } ready-room::part(frame) { border: 3px solid }");
    document.adoptedStyleSheets.push(own);
  `;
  const body = `<ready-room id="room" room="${room}" theme="dark" lang="en"></ready-room>`;
  const ana = await visitor(browser, portal, { body, script });
  let sockets = 0;
  const inside = ana.within(element(ana));
  await inside.join();
  ana.page.on("websocket", () => sockets++);
  const frame = element(ana).locator(".ready-room");
  expect(await lightness(frame)).toBeLessThan(80);
  await expect(frame).toHaveCSS("border-top-width", "3px");
  await expect(element(ana)).toHaveCSS("height", "500px");
  expect(await frame.evaluate((frame) => getComputedStyle(frame).accentColor)).toBe("rgb(1, 2, 3)");

  const set = (name: string, value: string) =>
    element(ana).evaluate((element, [name, value]) => element.setAttribute(name!, value!), [name, value]);
  await set("theme", "light");
  await expect.poll(() => lightness(frame)).toBeGreaterThan(200);
  await set("lang", "de-AT");
  await expect(element(ana).getByRole("radiogroup", { name: say("your_hand", {}, "de") })).toBeVisible();
  await expect(frame).toHaveAttribute("lang", "de");
  await set("lang", "ar");
  await expect(element(ana).getByRole("radiogroup", { name: say("your_hand", {}, "ar") })).toBeVisible();
  await expect(frame).toHaveCSS("direction", "rtl");
  await expect(ana.page.locator("html")).toHaveCSS("direction", "ltr");
  await set("name", "Anna");
  await expect(element(ana).locator(".seat-name").getByText("Anna")).toBeVisible();
  expect(sockets).toBe(0);
});

test("moving the element does not reconnect it, and removing it leaves nothing", async ({ browser, portal }) => {
  const room = await portal.room();
  const body = `<ready-room id="room" room="${room}" name="Ana"></ready-room><section></section>`;
  const script = `
    window.listening = [];
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...given) => {
        // The tests listen too.
        if (new Error().stack.includes("/assets/")) listening.push(given);
        addEventListener.apply(target, given);
      };
      target.removeEventListener = (...given) => {
        listening = listening.filter((other) => other[0] !== given[0] || other[1] !== given[1]);
        removeEventListener.apply(target, given);
      };
    }
  `;
  const ana = await visitor(browser, portal, { body: "", script });
  const listening = () => ana.page.evaluate("listening.map(([type]) => type)");
  let closed = 0;
  const sockets: string[] = [];
  ana.page.on("websocket", (socket) => {
    sockets.push(socket.url());
    socket.on("close", () => closed++);
  });
  await ana.page.evaluate((body) => document.body.insertAdjacentHTML("beforeend", body), body);
  const inside = ana.within(element(ana));
  await inside.isInside();
  const ben = await Person.with(browser, "Ben");
  await ben.enter(`${portal.server}/room/${room}`);
  await inside.vote("5");

  await element(ana).evaluate((element) => document.querySelector("section")!.append(element));
  await expect(ana.page.locator("section > ready-room")).toBeVisible();
  await inside.vote("3");
  await element(ana).evaluate((element) => document.body.moveBefore(element, null));
  await expect(ana.page.locator("body > ready-room")).toBeVisible();
  expect(await listening()).toContain("beforeunload");
  await inside.vote("8");
  await expect(ben.seat("Ana").getByText(say("voted"))).toBeVisible();
  expect([sockets.length, closed]).toEqual([1, 0]);

  const left = await element(ana).evaluateHandle((element) => {
    element.remove();
    return element;
  });
  await expect(ben.seat("Ana").getByText(say("away"))).toBeVisible();
  await expect.poll(() => closed).toBe(1);
  expect(await left.evaluate((element) => element.shadowRoot!.childNodes.length)).toBe(0);
  expect(await listening()).toEqual([]);

  await left.evaluate((element) => document.body.append(element));
  await inside.isInside();
  await inside.holds("8");
  await expect(ben.table.getByRole("listitem")).toHaveCount(2);
  expect(sockets).toHaveLength(2);
  expect(ana.faults).toEqual([]);
});

test("an element that is removed while it loads, or given another room, shows nothing of the first", async ({ browser, portal }) => {
  const [first, second] = [await portal.room("First"), await portal.room("Second")];
  const ana = await visitor(browser, portal, { body: "" });
  const sockets: string[] = [];
  ana.page.on("websocket", (socket) => sockets.push(socket.url()));
  const gone = await ana.page.evaluateHandle(async (room) => {
    const element = document.createElement("ready-room");
    element.setAttribute("room", room);
    document.body.append(element);
    await new Promise((done) => setTimeout(done));
    element.remove();
    return element;
  }, first);
  await ana.page.evaluate(async ([first, second]) => {
    const element = document.createElement("ready-room");
    element.setAttribute("id", "room");
    element.setAttribute("room", first!);
    element.setAttribute("name", "Ana");
    document.body.append(element);
    await new Promise((done) => setTimeout(done));
    element.setAttribute("room", second!);
  }, [first, second]);
  await ana.within(element(ana)).isInside();
  expect(await gone.evaluate((element) => element.shadowRoot!.childNodes.length)).toBe(0);
  expect(await element(ana).evaluate((element) => element.shadowRoot!.childNodes.length)).toBe(1);
  expect((await heard(ana.page)).map(({ type, detail }) => [type, detail.title])).toEqual([
    ["ready", undefined],
    ["joined", "Second"],
  ]);
  expect(sockets.every((url) => url.includes(second))).toBe(true);
});

test("an element without a room makes one, tells of it, and is in it", async ({ browser, portal }) => {
  const body = `<ready-room id="room" name="Ana"></ready-room>`;
  const script = `addEventListener("ready-room:created", ({ target, detail }) => target.setAttribute("room", detail.room));`;
  for (const keeps of ["", script]) {
    const ana = await visitor(browser, portal, { body, script: keeps });
    const inside = ana.within(element(ana));
    await element(ana).getByLabel(say("room_title")).fill("Sprint 12");
    await element(ana).getByRole("button", { name: say("create_room") }).click();
    await inside.isInside();
    const [created] = await heard(ana.page, "created");
    expect(created!.detail.address).toBe(`${portal.server}/room/${created!.detail.room}`);
    await expect.poll(async () => (await heard(ana.page, "joined")).map(({ detail }) => detail)).toEqual([{ title: "Sprint 12", name: "Ana" }]);
    const ben = await Person.with(browser, "Ben");
    await ben.enter(created!.detail.address!);
    await expect(ben.personRow("Ana")).toContainText(say("facilitator"));
  }
});

for (const view of ["full", "poker", "result"] as const) {
  test(`the ${view} view fits from 280 px up and is accessible`, async ({ browser, portal }) => {
    const ana = await facilitator(browser, portal, await portal.room("A room whose title is rather long"), `view="${view}"`);
    await expect.poll(() => heard(ana.page, "joined")).toHaveLength(1);
    const agreed = { key: "TL-3", title: "Extend a loan, although somebodyhasalreadyreservedthetoolforthenextday", estimate: "13" };
    await element(ana).evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), [...stories, agreed]);
    if (view === "full") await expect(ana.backlog.getByText("Return a tool")).toBeAttached();
    if (view === "poker") await expect(ana.hand).toBeVisible();
    if (view === "result") await expect(element(ana).getByRole("listitem").filter({ hasText: "TL-3" })).toContainText("13");
    expect(await element(ana).getByRole("radiogroup").count()).toBe(view === "result" ? 0 : 1);
    expect(await element(ana).getByRole("complementary").count()).toBe(view === "full" ? 2 : 0);
    for (const width of [280, 480, 900]) {
      await element(ana).evaluate((element, width) => (element.style.width = `${width}px`), width);
      // Drawers take a moment.
      await expect.poll(() => outside(element(ana)), `${width} px`).toEqual([]);
      await expectAccessible(ana.page, "#room");
    }
  });
}

test("the pages before a room fit from 280 px up and are accessible", async ({ browser, portal }) => {
  const body = `<ready-room id="home"></ready-room><ready-room id="gate" room="${await portal.room()}"></ready-room>`;
  const ana = await visitor(browser, portal, { body });
  await expect(element(ana, "home").getByRole("button", { name: say("create_room") })).toBeVisible();
  await expect(element(ana, "gate").getByRole("button", { name: say("join_room") })).toBeVisible();
  for (const id of ["home", "gate"]) {
    for (const width of [280, 480, 900]) {
      await element(ana, id).evaluate((element, width) => (element.style.width = `${width}px`), width);
      await expect.poll(() => outside(element(ana, id)), `${id} ${width} px`).toEqual([]);
    }
    await expectAccessible(ana.page, `#${id}`);
  }
});

test("an element without a room fills its box with the form", async ({ browser, portal }) => {
  const ana = await visitor(browser, portal, { body: `<ready-room id="room"></ready-room>` });
  const form = element(ana).locator("form");
  for (const width of [280, 600, 950, 1_200]) {
    await element(ana).evaluate((element, width) => (element.style.width = `${width}px`), width);
    const [box, inner] = [(await element(ana).boundingBox())!, (await form.boundingBox())!];
    expect(inner.x - box.x, `left at ${width} px`).toBeLessThanOrEqual(20);
    expect(box.x + box.width - inner.x - inner.width, `right at ${width} px`).toBeLessThanOrEqual(40);
    expect(inner.y - box.y, `above at ${width} px`).toBeLessThanOrEqual(20);
  }
});

/** What is seen beyond the edges of an element, or has to be scrolled sideways. */
function outside(element: Locator): Promise<string[]> {
  return element.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const shown = [...element.shadowRoot!.querySelectorAll<HTMLElement>("*")].filter((part) =>
      part.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
    const hides = ["auto", "scroll"];
    const leaves = shown.filter((part) => {
      const { left, right, width } = part.getBoundingClientRect();
      // Cut off with an ellipsis.
      if (part.tagName === "BDI" && getComputedStyle(part.parentElement!).textOverflow === "ellipsis") return false;
      const isBeyond = width > 1 && (left < box.left - 1 || right > box.right + 1);
      const scrolls = hides.includes(getComputedStyle(part).overflowX) && part.scrollWidth > part.clientWidth + 1;
      return isBeyond || scrolls;
    });
    return leaves.map((part) => `${part.tagName} ${part.className} in ${part.parentElement?.className}: ${part.scrollWidth} in ${part.clientWidth}`);
  });
}

test("a page pays for one small script until a room is in it", async ({ browser, portal }) => {
  const ana = await Person.with(browser, "Ana");
  const sizes = new Map<string, Promise<number>>();
  ana.page.on("requestfinished", (request) => {
    if (!request.url().startsWith(portal.server)) return;
    sizes.set(request.url(), request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize));
  });
  await ana.page.goto(portal.page({ body: "<p>No room yet</p>" }));
  await ana.page.waitForFunction(() => customElements.get("ready-room"));
  await ana.page.waitForLoadState("networkidle");
  expect([...sizes.keys()]).toEqual([`${portal.server}/ready-room.js`]);
  const [size] = await Promise.all(sizes.values());
  expect(size).toBeLessThan(4_500);
  const room = await portal.room();
  await ana.page.evaluate((room) => document.body.insertAdjacentHTML("beforeend", `<ready-room id="room" room="${room}" name="Ana"></ready-room>`), room);
  await ana.within(element(ana)).isInside();
});
