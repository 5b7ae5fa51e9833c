// How an element looks on somebody else's page: its colour, and what is read in little height.

import type { Browser, Locator } from "@playwright/test";

import type { ReadyRoomElement } from "../../app/ready-room.d.ts";
import { Person } from "../support/person.ts";
import { expect, type Portal, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

/** Ana, who facilitates in an element with the id `room`, on a page with a script of its own. */
async function facilitator(browser: Browser, portal: Portal, room: string, more = "", script = ""): Promise<Person> {
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  const ana = await Person.with(browser, "Ana");
  const body = `<ready-room id="room" room="${room}" token="${token}" ${more}></ready-room>`;
  await ana.page.goto(portal.page({ body, script }));
  return ana.within(ana.page.locator("#room"));
}

/** A colour as red, green and blue, once it has come to rest. */
async function colour(place: Locator, property: "color" | "backgroundColor"): Promise<number[]> {
  return place.evaluate(async (place, property) => {
    await Promise.all(place.getAnimations().map((animation) => animation.finished));
    const canvas = document.createElement("canvas").getContext("2d")!;
    canvas.fillStyle = getComputedStyle(place)[property];
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, property);
}

/** Whether red outweighs blue. */
const isRed = ([red, , blue]: number[]) => red! > blue! + 10;

test("the accent alone recolours hover, what is chosen and links as well", async ({ browser, portal }) => {
  const script = `
    const own = new CSSStyleSheet();
    own.replaceSync("ready-room { --accent: rgb(180, 20, 20) }");
    document.adoptedStyleSheets.push(own);
  `;
  const ana = await facilitator(browser, portal, await portal.room(), 'lang="en" theme="light"', script);
  await ana.isInside();
  const element = ana.page.locator("#room");
  const story = { key: "TL-1", title: "Reserve a tool", link: "https://example.org/TL-1" };
  await element.evaluate((room: ReadyRoomElement, story) => room.addStories([story]), story);
  await element.evaluate((room: ReadyRoomElement) => room.select("TL-1"));
  for (const theme of ["light", "dark"]) {
    await element.evaluate((element, theme) => element.setAttribute("theme", theme), theme);
    const primary = element.locator(".button--primary").first();
    await primary.hover();
    await expect.poll(async () => isRed(await colour(primary, "backgroundColor")), `hover, ${theme}`).toBe(true);
    const current = element.locator(".story-row.is-current");
    await expect.poll(async () => isRed(await colour(current, "backgroundColor")), `chosen, ${theme}`).toBe(true);
    const link = element.locator("a.story-key").first();
    await expect.poll(async () => isRed(await colour(link, "color")), `link, ${theme}`).toBe(true);
  }
});

const title = "Reserve a tool for a weekend";
const criterion = "The calendar shows free days only";

/** Ben, and the id of a room in which he has prepared a story. */
async function prepared(browser: Browser, portal: Portal): Promise<{ ben: Person; room: string }> {
  const ben = await Person.with(browser, "Ben");
  const link = await ben.createRoom(portal.server);
  await ben.addStory(title);
  await ben.page.getByLabel(say("add_criterion"), { exact: true }).fill(criterion);
  await ben.page.keyboard.press("Enter");
  await expect(ben.story.getByText(criterion)).toBeVisible();
  return { ben, room: link.split("/").at(-1)! };
}

/** Both vote, and somebody whose room is given these heights in turn reads title and criteria in each. */
async function readsInEachHeight(ana: Person, ben: Person, resize: (height: number) => Promise<void>): Promise<void> {
  await ana.isInside();
  await resize(640);
  await ben.vote("3");
  await ana.vote("5");
  await expect(ana.result).toBeVisible();
  for (const height of [480, 560, 640, 720, 900]) {
    await resize(height);
    for (const text of [ana.story.getByRole("heading", { name: title }), ana.story.getByText(criterion)]) {
      await text.scrollIntoViewIfNeeded();
      await expect(text, `${height} px`).toBeInViewport({ ratio: 0.9 });
    }
    const { height: left } = (await ana.story.boundingBox())!;
    expect(left, `of the story at ${height} px`).toBeGreaterThan(120);
  }
}

test("title and criteria stay readable after a reveal in an element from 480 px of height on", async ({ browser, portal }) => {
  const { ben, room } = await prepared(browser, portal);
  const ana = await Person.with(browser, "Ana");
  await ana.page.goto(portal.page({ body: `<ready-room id="room" room="${room}" name="Ana"></ready-room>` }));
  const element = ana.page.locator("#room");
  await readsInEachHeight(ana.within(element), ben, (height) =>
    element.evaluate((element, height) => element.style.setProperty("--ready-room-height", `${height}px`), height),
  );
});

test("title and criteria stay readable after a reveal in a frame from 480 px of height on", async ({ browser, portal }) => {
  const { ben, room } = await prepared(browser, portal);
  const ana = await Person.with(browser, "Ana");
  const src = `${portal.server}/embed/${room}#name=Ana`;
  await ana.page.goto(portal.page({ body: `<iframe id="frame" title="Room" width="960" height="720" src="${src}"></iframe>`, loads: false }));
  await readsInEachHeight(ana.within(ana.page.frameLocator("#frame")), ben, (height) =>
    ana.page.locator("#frame").evaluate((frame, height) => frame.setAttribute("height", `${height}`), height),
  );
});

test("title and criteria stay readable after a reveal in a window from 480 px of height on", async ({ browser, portal }) => {
  const { ben, room } = await prepared(browser, portal);
  const ana = await Person.with(browser, "Ana");
  await ana.enter(`${portal.server}/room/${room}`);
  await readsInEachHeight(ana, ben, (height) => ana.page.setViewportSize({ width: 1200, height }));
});

test("a list of estimates says the titles beside the keys", async ({ browser, portal }) => {
  const ana = await facilitator(browser, portal, await portal.room(), 'view="result"');
  const element = ana.page.locator("#room");
  await expect(element.getByRole("heading", { name: "Lending desk" })).toBeVisible();
  const stories = [
    { key: "TL-1", title: "Reserve a tool", estimate: "13" },
    { title: "Return a tool", estimate: "3" },
  ];
  await element.evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), stories);
  const rows = element.getByRole("listitem");
  for (const text of ["TL-1", "Reserve a tool", say("estimate_imported")]) await expect(rows.first().getByText(text, { exact: true })).toBeVisible();
  for (const text of ["Return a tool", "3"]) await expect(rows.nth(1).getByText(text, { exact: true })).toBeVisible();
});
