// What tells people how the round stands while they look elsewhere: the tab, soft sounds, being asked for the vote.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** Whether the tab shows the icon of somebody whose turn it is. */
function showsTurn(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector<HTMLLinkElement>("link[rel=icon]")!.href.includes("favicon-turn"));
}

/** Presses a button anywhere on somebody's page. */
async function click(person: Person, key: string): Promise<void> {
  await person.page.getByRole("button", { name: say(key), exact: true }).click();
}

/** Counts the tones that the page plays from now on. */
async function countTones(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const state = window as unknown as { tones: number };
    state.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...given) {
      state.tones += 1;
      return start.apply(this, given);
    };
  });
  return () => page.evaluate(() => (window as unknown as { tones: number }).tones);
}

test("the tab says how the round stands, and its icon whose turn it is", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Reserve a tool");
  const story = "Reserve a tool";
  await ben!.page.keyboard.press("Shift");
  await expect(ben!.page).toHaveTitle(say("tab_voting", { votes: 0, all: 2, story }));
  await expect.poll(() => showsTurn(ben!.page)).toBe(true);
  await ben!.vote("5");
  await expect(ana!.page).toHaveTitle(say("tab_voting", { votes: 1, all: 2, story }));
  await expect.poll(() => showsTurn(ben!.page)).toBe(false);
  await expect.poll(() => showsTurn(ana!.page)).toBe(true);
  await ana!.reveal();
  await expect(ben!.page).toHaveTitle(say("tab_revealed", { story }));
  await expect.poll(() => showsTurn(ana!.page)).toBe(false);
});

test("sounds are off until chosen, and tell of a round and of the last vote", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Reserve a tool");
  const tones = await countTones(ana!.page);
  await ben!.vote("5");
  await ana!.vote("3");
  await ana!.reveal();
  expect(await tones()).toBe(0);
  await click(ana!, "sounds");
  await expect(ana!.page.getByRole("button", { name: say("sounds") })).toHaveAttribute("aria-pressed", "true");
  await ana!.press(say("vote_again"));
  await expect.poll(tones).toBe(1);
  await ana!.vote("3");
  await ben!.vote("5");
  await expect.poll(tones).toBe(3);
  await ana!.page.reload();
  await expect(ana!.page.getByRole("button", { name: say("sounds") })).toHaveAttribute("aria-pressed", "true");
});

test("a late voter is asked once, sees who asks, and nobody else does", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await ben!.page.keyboard.press("Shift");
  await expect(ben!.page).toHaveTitle(/./);
  await ana!.vote("5");
  await expect(ben!.page).toHaveTitle(say("tab_voting", { votes: 1, all: 3, story: say("quick_round") }));
  const tones = await countTones(ben!.page);
  const ask = async () => {
    await ana!.personRow("Ben").getByRole("button", { name: say("person_actions", { name: "Ben" }) }).click();
    await click(ana!, "nudge");
  };
  await ask();
  await expect(ana!.page.getByText(say("done_nudged", { name: "Ben" }))).toBeVisible();
  await expect(ben!.page.getByText(say("nudged_by", { name: "Ana" }))).toBeVisible();
  await expect.poll(tones).toBe(2);
  await ask();
  await expect(ana!.page.getByText(/Ask again in/)).toBeVisible();
  await expect(cleo!.page.getByText(say("nudged_by", { name: "Ana" }))).toHaveCount(0);
  await ben!.vote("3");
  await expect.poll(() => ben!.seat("Ben").textContent()).toContain(say("voted"));
  await ana!.personRow("Ben").getByRole("button", { name: say("person_actions", { name: "Ben" }) }).click();
  await expect(ana!.page.getByRole("button", { name: say("make_observer") })).toBeVisible();
  await expect(ana!.page.getByRole("button", { name: say("nudge") })).toHaveCount(0);
});

test("the screen stays on during a round, where the browser can", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  await ana.page.addInitScript(() => {
    const state = window as unknown as { locks: number };
    state.locks = 0;
    const request = async () => {
      state.locks += 1;
      return { release: async () => void (state.locks -= 1) };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
  });
  await ana.createRoom(server.url);
  const locks = () => ana.page.evaluate(() => (window as unknown as { locks: number }).locks);
  await ana.addStory("Reserve a tool");
  await expect.poll(locks).toBe(1);
  await ana.vote("5");
  await ana.reveal();
  await expect.poll(locks).toBe(0);
});

test("a code to scan leads into the room, and another one goes on as the same person", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.vote("8");
  await click(ben!, "invite");
  const dialog = ben!.page.getByRole("dialog", { name: say("invite") });
  await expect(dialog.getByRole("img", { name: say("invite_code") })).toBeVisible();
  await expectAccessible(ben!.page);
  await dialog.getByRole("button", { name: say("other_device_show") }).click();
  await expect(dialog.getByRole("img", { name: say("other_device_code") })).toBeVisible();
  await ben!.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: say("copy_room_link") }).last().click();
  const link = await ben!.page.evaluate(() => navigator.clipboard.readText());
  const phone = await Person.with(browser, "Phone", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.page.goto(link);
  await phone.holds("8");
  expect(phone.page.url()).not.toContain("as=");
  await expect(ana!.table.getByRole("listitem")).toHaveCount(2);
});

test("one removed person is let in again by name, and the role of another is changed", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  const menu = async (name: string, item: string) => {
    await ana!.personRow(name).getByRole("button", { name: say("person_actions", { name }) }).click();
    await click(ana!, item);
  };
  await menu("Cleo", "make_observer");
  await expect(cleo!.page.getByText(say("you_observe"))).toBeVisible();
  await ana!.undo(say("done_made_observer", { name: "Cleo" }));
  await expect(cleo!.hand).toBeVisible();
  await menu("Ben", "remove_person");
  await menu("Cleo", "remove_person");
  await expect(ben!.page.getByText(say("removed_title"))).toBeVisible();
  await click(ana!, "settings");
  const removed = ana!.page.getByRole("list", { name: say("removed_people") });
  await expect(removed.getByRole("listitem")).toHaveCount(2);
  await removed.getByRole("listitem").filter({ hasText: "Ben" }).getByRole("button").click();
  await expect(removed.getByRole("listitem")).toHaveCount(1);
  await ana!.page.keyboard.press("Escape");
  await ben!.page.reload();
  await ben!.page.getByRole("button", { name: say("join_room") }).click();
  await menu("Ben", "hand_over");
  await expect(ben!.page.getByRole("button", { name: say("settings"), exact: true })).toBeVisible();
  await expect(ana!.page.getByRole("button", { name: say("settings"), exact: true })).toHaveCount(0);
});
