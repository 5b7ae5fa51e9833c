// Languages: each loads its own table only, has the plural forms of its grammar, and can do the whole job.
// German does the main job here, Arabic shows what lines from right to left change.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Browser, Locator, Page } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { Person } from "../support/person.ts";
import { isStill } from "../support/still.ts";
import { expect, test } from "../support/test.ts";
import { languages, say, tables } from "../support/texts.ts";

const file = "jira-cloud-repeated-columns.csv";
const jiraExport = readFileSync(resolve(import.meta.dirname, "../../server/tests/inputs", file));

/** A table of texts that a visit needs; those that come later have a longer name. */
const table = /\/assets\/([a-z]{2})\.\w+\.json$/;

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const narrow = { width: 320, height: 640 };

test("plural forms are those of each language's grammar, no fewer and no more", () => {
  for (const language of languages) {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, entry] of Object.entries(tables[language]!)) {
      if (typeof entry !== "string") expect(Object.keys(entry).toSorted(), `${key} in ${language}`).toEqual(wanted);
    }
  }
});

for (const language of languages) {
  test(`a browser that asks for ${language} gets its page and no other table`, async ({ browser, server }) => {
    const ana = await Person.speaking(browser, language, "Ana");
    const loaded = new Set<string>();
    ana.page.on("request", (request) => {
      const found = table.exec(request.url())?.[1];
      if (found) loaded.add(found);
    });
    await ana.createRoom(server.url);
    await ana.addStory("Reserve a tool");
    await ana.vote("5");
    await expect(ana.page.locator("html")).toHaveAttribute("lang", language);
    await expect(ana.page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
    expect([...loaded]).toEqual([language]);
    expect(ana.faults).toEqual([]);
  });

  test(`where the module does not arrive, the page says so in ${language}`, async ({ browser, server }) => {
    const { page } = await Person.speaking(browser, language, "Ana");
    await page.route(/\.wasm$/, (route) => route.abort());
    await page.goto(server.url);
    const message = page.getByRole("alert");
    await expect(message.getByRole("heading")).toHaveText(say("lost_title", {}, language));
    await expect(message.getByRole("button")).toHaveText(say("reload_page", {}, language));
  });
}

test("two people do the main job in German", async ({ browser, server }) => {
  const ana = await Person.speaking(browser, "de", "Ana");
  const ben = await Person.speaking(browser, "de", "Ben");
  const de = (key: string, values: Record<string, string | number> = {}) => say(key, values, "de");
  const link = await ana.createRoom(server.url, "Werkzeugverleih");
  await ana.drop(file, jiraExport);
  await ana.importStories(4);
  await ben.enter(link);
  await ben.page.getByLabel(de("add_criterion"), { exact: true }).fill("Das Wochenende endet am Montag um 12 Uhr");
  await ben.page.keyboard.press("Enter");
  await expect(ana.story.getByText("Das Wochenende endet am Montag um 12 Uhr")).toBeVisible();
  await ana.vote("5");
  await expect(ben.page.getByText(de("have_voted", { votes: 1, all: 2 })).first()).toBeVisible();
  await ben.vote("8");
  await expect(ben.result.getByText(de("result_tie", { cards: "5 und 8" }))).toBeVisible();
  await expect(ben.result.getByText("6,5", { exact: true }).first()).toBeVisible();
  await ana.page.getByLabel(de("estimate_by_hand")).fill("6,5");
  await ana.page.keyboard.press("Enter");
  await expect(ben.storyRow("Reserve a tool for a weekend").getByText("6.5", { exact: true })).toBeVisible();
  await ana.press(de("next_story"));
  await expect(ben.story.getByRole("heading", { name: "Print a membership card" })).toBeVisible();
  expect(await ana.takeAway(/^CSV/)).toContain("Reserve a tool for a weekend,TL-11,,6.5,");
  expect([...ana.faults, ...ben.faults]).toEqual([]);
});

test.describe("in Arabic", () => {
  const ar = (key: string, values: Record<string, string | number> = {}) => say(key, values, "ar");

  /** Somebody who reads Arabic, and somebody who reads English, in a room with stories. */
  async function room(browser: Browser, home: string): Promise<[Person, Person]> {
    const huda = await Person.speaking(browser, "ar", "هدى");
    const link = await huda.createRoom(home, "إعارة الأدوات");
    await huda.drop(file, jiraExport);
    await huda.importStories(4);
    const alex = await Person.with(browser, "Alex (dev)");
    await alex.enter(link);
    return [huda, alex];
  }

  /** Nothing is wider than the page or the open dialog, at every size. */
  async function expectToFit(page: Page, what: string): Promise<void> {
    for (const size of [wide, phone, narrow]) {
      await page.setViewportSize(size);
      await isStill(page);
      const overflows = await page.evaluate(() => {
        const places = [document.documentElement, ...document.querySelectorAll("dialog[open], .settings-section")];
        return places.map((place) => place.scrollWidth - place.clientWidth).filter((overflow) => overflow > 0);
      });
      expect(overflows, `${what} at ${size.width} px`).toEqual([]);
    }
    await page.setViewportSize(wide);
  }

  const box = async (locator: Locator) => (await locator.boundingBox())!;

  test("pages lie from right to left, and fit", async ({ browser, server }) => {
    test.setTimeout(240_000);
    const guest = await Person.speaking(browser, "ar", "سامي");
    await guest.page.goto(server.url);
    await expect(guest.page.getByRole("button", { name: ar("create_room") })).toBeVisible();
    await expectToFit(guest.page, "home");
    const [huda, alex] = await room(browser, server.url);
    await guest.page.goto(huda.page.url());
    await expect(guest.page.getByRole("button", { name: ar("join_room") })).toBeVisible();
    await expectToFit(guest.page, "the gate");
    await huda.vote("5");
    await expectToFit(huda.page, "a vote");
    await expectAccessible(huda.page);
    await alex.vote("8");
    const cards = ar("list_and", { first: "5", last: "8" });
    await expect(huda.result.getByText(ar("result_tie", { cards }))).toBeVisible();
    await expectToFit(huda.page, "a result");
    await expectAccessible(huda.page);
    await huda.page.getByRole("button", { name: ar("settings") }).click();
    await expect(huda.page.getByRole("dialog").getByRole("textbox", { name: ar("deck_cards") })).toBeVisible();
    await expectToFit(huda.page, "the settings");
    await huda.page.getByRole("dialog").getByRole("button", { name: ar("close") }).click();
    await huda.drop("again.csv", jiraExport);
    await expect(huda.page.getByRole("dialog").getByText("TL-11", { exact: true })).toBeVisible();
    await expectToFit(huda.page, "an import");
    expect([...huda.faults, ...guest.faults]).toEqual([]);
  });

  test("the backlog is at the right, people at the left, and menus open inwards", async ({ browser, server }) => {
    const [huda] = await room(browser, server.url);
    const { page } = huda;
    const [backlog, story, people] = await Promise.all(
      [huda.backlog, huda.story, page.getByRole("region", { name: ar("people"), exact: true })].map(box),
    );
    expect(backlog!.x).toBeGreaterThan(story!.x + story!.width - 1);
    expect(people!.x + people!.width).toBeLessThan(story!.x + 1);
    await page.getByRole("button", { name: ar("person_actions", { name: "Alex (dev)" }) }).click();
    await expect(page.getByRole("button", { name: ar("remove_person") })).toBeVisible();
    const menu = await box(page.locator(".menu-items:visible"));
    expect(menu.x).toBeGreaterThanOrEqual(0);
    expect(menu.x + menu.width).toBeLessThanOrEqual(wide.width);
    await page.keyboard.press("Escape");
    await page.setViewportSize(phone);
    await page.locator(".room-header-backlog").click();
    const drawer = page.locator(".room-backlog");
    await expect.poll(async () => (await box(drawer)).x + (await box(drawer)).width).toBe(phone.width);
  });

  test("arrow keys in the hand go the way one reads", async ({ browser, server }) => {
    const huda = await Person.speaking(browser, "ar", "هدى");
    await huda.createRoom(server.url);
    const [zero, half] = [huda.card("0"), huda.card("½")];
    expect((await box(zero)).x).toBeGreaterThan((await box(half)).x);
    await zero.focus();
    await huda.page.keyboard.press("ArrowLeft");
    await expect(half).toBeFocused();
    await huda.page.keyboard.press("ArrowRight");
    await expect(zero).toBeFocused();
    const [card, corner] = [await box(zero), await box(zero.locator(".card-corner"))];
    expect(corner.x).toBeGreaterThan(card.x + card.width / 2);
  });

  test("an estimate in Arabic digits is a number for everybody", async ({ browser, server }) => {
    const [huda, alex] = await room(browser, server.url);
    await huda.vote("5");
    await alex.vote("8");
    await huda.page.getByLabel(ar("estimate_by_hand")).fill("٢٫٥");
    await huda.page.keyboard.press("Enter");
    await expect(alex.storyRow("Reserve a tool for a weekend").getByText("2.5", { exact: true })).toBeVisible();
  });

  test("the direction follows the menu, and a language that was chosen before", async ({ browser, server }) => {
    const huda = await Person.speaking(browser, "ar", "هدى");
    const { page } = huda;
    await page.goto(server.url);
    const root = page.locator("html");
    await page.getByRole("button", { name: ar("language_menu") }).click();
    await page.getByText("English", { exact: true }).click();
    await expect(page.getByRole("button", { name: say("create_room") })).toBeVisible();
    await expect(root).toHaveAttribute("dir", "ltr");
    await page.getByRole("button", { name: say("language_menu") }).click();
    await page.getByText("العربية", { exact: true }).click();
    await expect(root).toHaveAttribute("dir", "rtl");
    const ben = await Person.with(browser, "Ben");
    await ben.page.goto(server.url);
    await ben.page.getByRole("button", { name: say("language_menu") }).click();
    await ben.page.getByText("العربية", { exact: true }).click();
    await expect(ben.page.getByRole("button", { name: ar("create_room") })).toBeVisible();
    // The page was served in English; the direction is there before the app is.
    await ben.page.route(/boot\..*\.js$/, () => {}); // Never answered.
    await ben.page.reload({ waitUntil: "commit" });
    await expect(ben.page.getByRole("button", { name: ar("create_room") })).toBeVisible();
    await expect(ben.page.locator("html")).toHaveAttribute("dir", "rtl");
  });
});
