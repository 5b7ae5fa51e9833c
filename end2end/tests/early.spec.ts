// What people meet before the app has arrived: the form in their language, or the skeleton of a room that
// they know. What they do meanwhile counts.

import type { Browser, Page } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { holdBack } from "../support/late.ts";
import { Person } from "../support/person.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** Ana in a room of hers, and the page of a newcomer on which the app has not arrived. */
async function newcomer(browser: Browser, page: Page, server: Server, title?: string) {
  const ana = await Person.with(browser, "Ana");
  const link = await ana.createRoom(server.url, title);
  const release = await holdBack(page);
  await page.goto(link);
  return { ana, release };
}

const name = (page: Page, language = "en") => page.getByLabel(say("your_name", {}, language));

test("a newcomer fills in the form and sends it before the app is there", async ({ browser, page, server }) => {
  const { ana, release } = await newcomer(browser, page, server, "Lending <desk>");
  await expect(page.getByRole("heading", { name: "Lending <desk>" })).toBeVisible();
  await expect(page.locator("#skeleton")).toBeHidden();
  await expect(name(page)).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("Ben");
  await page.getByRole("radio", { name: say("role_observer") }).check();
  await page.getByRole("button", { name: say("join_room") }).click();
  await expect(page.getByRole("button", { name: say("join_waiting") })).toBeDisabled();
  release();
  await expect(ana.personRow("Ben")).toContainText(say("role_observer"));
  await expect(page.locator("#early")).toHaveCount(0);
});

test("who is still typing goes on in the middle of the word", async ({ browser, page, server }) => {
  const { ana, release } = await newcomer(browser, page, server);
  await page.keyboard.type("Bn");
  await page.keyboard.press("ArrowLeft");
  const before = await name(page).boundingBox();
  release();
  await expect(page.locator("#early")).toHaveCount(0);
  await expect(name(page)).toBeFocused();
  expect(await name(page).boundingBox()).toEqual(before);
  await page.keyboard.type("e");
  await expect(name(page)).toHaveValue("Ben");
  await page.keyboard.press("Enter");
  await expect(ana.personRow("Ben")).toBeVisible();
});

test("a form that was sent without a name says what is missing", async ({ browser, page, server }) => {
  const { release } = await newcomer(browser, page, server);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: say("join_waiting") })).toBeVisible();
  release();
  await expect(page.locator(".field-error").filter({ hasText: /\w/ })).toBeVisible();
  await expect(page.getByRole("button", { name: say("join_room") })).toBeEnabled();
});

test("title and cards of a new room are kept", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const { page } = ana;
  const release = await holdBack(page);
  await page.goto(server.url);
  await page.getByLabel(say("room_title")).fill("Tool shed");
  await page.locator("summary").click();
  await page.getByRole("radio", { name: say("deck_t_shirt") }).check();
  await page.getByRole("checkbox", { name: say("special_break") }).uncheck();
  await page.getByRole("button", { name: say("create_room") }).click();
  await expect(page.getByRole("button", { name: say("create_waiting") })).toBeDisabled();
  release();
  await expect(page.getByRole("heading", { name: "Tool shed" })).toBeVisible();
  await ana.join();
  await expect(ana.card("XL")).toBeVisible();
  await expect(ana.card("?")).toBeVisible();
  await expect(ana.card("☕")).toHaveCount(0);
});

test("a press that lasts while the app arrives counts", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const { page } = ana;
  const release = await holdBack(page);
  await page.goto(server.url);
  await page.getByRole("button", { name: say("create_room") }).hover();
  await page.mouse.down();
  release();
  await expect(page.locator("#early")).toHaveCount(0);
  await page.mouse.up();
  await ana.join();
});

test("a room's file that is dropped before the app is there opens", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  await ana.createRoom(server.url, "Tool shed");
  const { bytes } = await ana.takeFile(new RegExp(`^${say("export_room")} `));
  const eva = await Person.with(browser, "Eva");
  const release = await holdBack(eva.page);
  await eva.page.goto(server.url);
  await eva.drop("room.json", bytes, ".home");
  release();
  await eva.join();
  await expect(eva.page.getByRole("heading", { name: "Tool shed" })).toBeVisible();
});

test("who has been in the room sees its skeleton, and never the form", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  await ana.createRoom(server.url);
  const release = await holdBack(ana.page);
  await ana.page.reload();
  await expect(ana.page.locator("#skeleton")).toBeVisible();
  await expect(ana.page.locator("#early")).toBeHidden();
  release();
  await ana.isInside();
});

test.describe("for who reads German", () => {
  test.use({ locale: "de-AT" });

  test("the form is in German", async ({ page, server, browser }) => {
    await newcomer(browser, page, server);
    await expect(name(page, "de")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
  });

  test("a language that was chosen before comes first", async ({ page, server, browser }) => {
    const link = await (await Person.with(browser, "Ana")).createRoom(server.url);
    await page.goto("/");
    await page.getByRole("button", { name: say("language_menu", {}, "de") }).click();
    await page.getByRole("button", { name: say("language_name") }).click();
    await expect(page.getByRole("button", { name: say("create_room") })).toBeVisible();
    const release = await holdBack(page);
    await page.goto(link);
    await name(page).fill("Ben");
    release();
    await expect(page.locator("#early")).toHaveCount(0);
    await expect(name(page)).toHaveValue("Ben");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});
