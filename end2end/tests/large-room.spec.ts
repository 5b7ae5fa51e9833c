// A room as large as rooms get: 2,000 stories with long descriptions. Asks the page itself what it
// shows: the test tool's own way to look for things visits the whole page each time and starves it.

import type { Browser, Page } from "@playwright/test";

import { NoUpgrades } from "../support/no_upgrades.ts";
import { meeting, Person } from "../support/person.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

// The trace would copy the page at every step and take most of a minute over it.
test.use({ trace: "off" });

const stories = 2_000;

/** Words of a language of its own, the same in every run; few of them are frequent, as in any language. */
function* words(): Generator<string, never> {
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const letters = "etaoinshrdlucmfwypvbgkjqxz";
  const word = () => Array.from({ length: 2 + random() * 8 }, () => letters[Math.floor(random() ** 2 * 26)]).join("");
  const all = Array.from({ length: 3_000 }, word);
  for (;;) yield all[Math.floor(random() ** 3 * all.length)]!;
}

/** A tracker's export: each story has a description of about 2,000 characters, in a team's own form. */
function csv(): Buffer {
  const next = words();
  const some = (length: number) => {
    let text = "";
    while (text.length < length) text += `${next.next().value} `;
    return text;
  };
  const text = () => `*As a* ${some(20)} *I want* ${some(80)} *so that* ${some(80)}.

h2. Background

${some(900)}

h2. What has to be thought of

* Works with a keyboard and with a screen reader: ${some(100)}
* Works on a phone: ${some(100)}
* Is translated into all languages of the product: ${some(100)}

h2. Not part of this story

${some(300)}`;
  const rows = Array.from({ length: stories }, (_, n) => `Story ${n},B-${n},Story,5,"${text()}"`);
  return Buffer.from(["Summary,Issue key,Issue Type,Story Points,Description", ...rows].join("\n"));
}

async function shows(page: Page, mark: string, text: string): Promise<void> {
  const shown = () => page.evaluate((mark) => document.querySelector(mark)?.textContent, mark);
  await expect.poll(shown, { intervals: [500] }).toBe(text);
}

/** Ana's room with all stories. */
async function largeRoom(browser: Browser, server: Server): Promise<Person> {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("big.csv", csv());
  await ana!.importStories(stories);
  await shows(ana!.page, ".backlog-count", say("backlog_estimated", { estimated: "0", all: "2,000" }));
  return ana!;
}

/** How many nodes the page has, of any kind. */
const nodes = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) count += 1;
    return count;
  });

/** The row of a story, from 0, as far as it is on the page. */
const row = (page: Page, position: number) => page.locator(`.backlog-list > [aria-posinset="${position + 1}"]`);

async function scrollTo(page: Page, part: number): Promise<void> {
  await page.locator(".backlog-list").evaluate((list, part) => (list.scrollTop = list.scrollHeight * part), part);
}

/** The positions of the rows at the top, in the middle and at the bottom of the list. */
const seen = (page: Page): Promise<(number | undefined)[]> =>
  page.evaluate(() => {
    const { left, top, width, height } = document.querySelector(".backlog-list")!.getBoundingClientRect();
    return [5, height / 2, height - 25].map((y) => {
      const row = document.elementFromPoint(left + width / 2, top + y)?.closest("[aria-posinset]");
      return row ? Number(row.getAttribute("aria-posinset")) - 1 : undefined;
    });
  });

test("2,000 stories are imported at once, and the room votes among them", async ({ browser, server }) => {
  const ana = await largeRoom(browser, server);
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana.page.url());
  for (const { page } of [ana, ben]) await shows(page, ".story-title", "Story 0");
  for (const { page } of [ana, ben]) {
    await page.evaluate(() => document.querySelector<HTMLElement>(".playing-card[aria-label='3']")?.click());
  }
  for (const { page } of [ana, ben]) await shows(page, ".result-agreement", say("result_all_agree", { card: "3" }));
});

test("joining 2,000 stories takes 1.5 MB and 5,000 nodes at the most", async ({ browser, server }) => {
  const ana = await largeRoom(browser, server);
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana.page.url());
  await shows(ben.page, ".backlog-count", say("backlog_estimated", { estimated: "0", all: "2,000" }));
  expect(ben.received.some((frame) => frame.startsWith('{"board"'))).toBe(true);
  expect(ben.receivedBytes).toBeLessThan(1_500_000);
  for (const part of [0, 0.5, 1, 0.25]) {
    await scrollTo(ben.page, part);
    await expect.poll(() => seen(ben.page)).not.toContain(undefined);
    const [first, , last] = await seen(ben.page);
    const position = part * (stories - 1);
    expect(first).toBeLessThanOrEqual(position + 30);
    expect(last).toBeGreaterThanOrEqual(position - 30);
    expect(await nodes(ben.page)).toBeLessThan(5_000);
  }
  expect(ben.faults).toEqual([]);
});

test("a large room is joined without websockets, and by a browser that does not decompress", async ({ browser, server }) => {
  const ana = await largeRoom(browser, server);
  const count = say("backlog_estimated", { estimated: "0", all: "2,000" });
  const proxy = await NoUpgrades.to(server.url);
  const ben = await Person.with(browser, "Ben");
  const line = await ben.context.newCDPSession(ben.page);
  const events: string[] = [];
  line.on("Network.eventSourceMessageReceived", ({ data }) => events.push(data.slice(0, 20)));
  await line.send("Network.enable");
  await ben.enter(ana.page.url().replace(server.url, proxy.url));
  await shows(ben.page, ".backlog-count", count);
  expect(events.filter((data) => data.startsWith("gzip "))).toHaveLength(1);
  proxy.close();

  const cleo = await Person.with(browser, "Cleo");
  await cleo.context.addInitScript(() => Reflect.deleteProperty(window, "DecompressionStream"));
  await cleo.enter(ana.page.url());
  await shows(cleo.page, ".backlog-count", count);
  expect(cleo.received.some((frame) => frame.startsWith('{"board"'))).toBe(false);
  expect(cleo.received.some((frame) => frame.startsWith('{"welcome"'))).toBe(true);
});

test("the backlog is walked through from its end by keyboard, and the focus stays where it is scrolled away", async ({ browser, server }) => {
  const { page } = await largeRoom(browser, server);
  const focused = () =>
    page.evaluate(() => Number(document.activeElement?.closest("[aria-posinset]")?.getAttribute("aria-posinset")) - 1);
  await page.locator("#story").focus();
  await page.keyboard.press("Shift+Tab");
  expect(await focused()).toBe(stories - 1);
  await expect(row(page, stories - 1)).toBeInViewport();
  await expect(row(page, stories - 1)).toHaveAttribute("aria-setsize", String(stories));
  // Each row that has been touched has a handle and a menu, beside the story itself.
  for (let presses = 0; presses < 60; presses++) await page.keyboard.press("Shift+Tab");
  const reached = await focused();
  expect(reached).toBeLessThan(stories - 15);
  await expect(row(page, reached)).toBeInViewport();

  await scrollTo(page, 0);
  await expect.poll(() => seen(page)).toContain(0);
  expect(await focused()).toBe(reached);
  await expect(row(page, reached - 5)).toHaveCount(0);
  await page.keyboard.press("Alt+ArrowUp");
  await expect(row(page, reached - 1).getByRole("button", { name: `Story ${reached}` }).first()).toBeInViewport();
  await expect.poll(focused).toBe(reached - 1);
});

test("a story is dragged far beyond what is on the page", async ({ browser, server }) => {
  const { page } = await largeRoom(browser, server);
  await row(page, 1).hover();
  const handle = (await row(page, 1).locator(".drag-handle").boundingBox())!;
  const list = (await page.locator(".backlog-list").boundingBox())!;
  await page.mouse.move(handle.x + 5, handle.y + 5);
  await page.mouse.down();
  await page.mouse.move(handle.x + 5, list.y + list.height - 10, { steps: 3 });
  // The pointer rests, and the list goes on.
  await expect(row(page, 150)).toBeInViewport({ timeout: 60_000 });
  await page.mouse.move(handle.x + 5, list.y + list.height / 2, { steps: 3 });
  const [, over] = await seen(page);
  await page.mouse.up();
  await expect.poll(() => page.locator('.backlog-list > [data-row="2"]').getAttribute("aria-posinset")).toMatch(/^1\d\d$/);
  const dropped = Number(await page.locator('.backlog-list > [data-row="2"]').getAttribute("aria-posinset"));
  expect(Math.abs(dropped - over! - 1)).toBeLessThanOrEqual(1);
});

test("a change of one story redraws its row alone", async ({ browser, server }) => {
  const ana = await largeRoom(browser, server);
  const changed = await ana.page.evaluateHandle(() => {
    const rows = new Set<Element>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        rows.add(element?.closest("[data-row], .backlog-list") ?? document.body);
      }
    });
    observer.observe(document.querySelector(".backlog-list")!, { subtree: true, childList: true, characterData: true });
    return rows;
  });
  await ana.page.keyboard.press("e");
  await ana.page.getByLabel(say("story_title"), { exact: true }).fill("Reserve a tool");
  await ana.page.keyboard.press("Control+Enter");
  await expect(row(ana.page, 0)).toContainText("Reserve a tool");
  expect(await changed.evaluate((rows) => [...rows].map((row) => row.getAttribute("data-row")))).toEqual(["1"]);
});

test("an element that shows two thousand estimates draws those that are near", async ({ browser, server }) => {
  const ana = await largeRoom(browser, server);
  const { page } = await Person.with(browser, "Ben");
  await page.goto(`${server.url}/embed/${ana.page.url().split("/").pop()}#view=result`);
  await page.getByLabel(say("your_name")).fill("Ben");
  await page.getByRole("button", { name: say("join_room") }).click();
  const estimates = page.locator(".estimate");
  await expect.poll(() => estimates.count()).toBe(200);
  await estimates.last().scrollIntoViewIfNeeded();
  await expect.poll(() => estimates.count()).toBeGreaterThan(200);
});
