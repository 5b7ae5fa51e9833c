// What facilitators decide for a room, in one dialog, while the room is used (rules 11, 29).

import { expectAccessible } from "../support/a11y.ts";
import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** Opens the settings. */
async function openSettings(person: Person) {
  await person.page.getByRole("button", { name: say("settings"), exact: true }).click();
  const dialog = person.page.getByRole("dialog", { name: say("settings") });
  await expect(dialog.getByRole("textbox", { name: say("deck_cards") })).toBeVisible();
  return dialog;
}

test("a deck of one's own in a running room reaches everybody, asks before it drops votes, and is undone with them", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.vote("5");
  const dialog = await openSettings(ana!);
  await expectAccessible(ana!.page);
  await dialog.getByRole("textbox", { name: say("deck_cards") }).fill("S=1, M=3, L, ?");
  await dialog.getByRole("button", { name: say("deck_use") }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: say("refusal_votes_would_be_dropped", { n: 1 }) })).toBeVisible();
  await ben!.holds("5");
  await dialog.getByRole("button", { name: say("deck_use_anyway") }).click();
  await expect(ben!.hand.getByRole("radio")).toHaveCount(4);
  await ben!.holdsNothing();
  await ana!.page.keyboard.press("Escape");
  await ana!.undo(say("done_deck_changed"));
  await ben!.holds("5");

  await openSettings(ana!);
  await dialog.getByRole("textbox", { name: say("deck_cards") }).fill("S=1, M=3, L, ?");
  await dialog.getByRole("button", { name: say("deck_use") }).click();
  await dialog.getByRole("button", { name: say("deck_use_anyway") }).click();
  await ana!.page.keyboard.press("Escape");
  await ana!.vote("S");
  await ben!.vote("M");
  await expect(ana!.result).toBeVisible({ timeout: 10_000 });
  await expect(ana!.result).toContainText("2");
});

test("cards that cannot be are refused by name, and what was typed stays", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const dialog = await openSettings(ana!);
  const cards = dialog.getByRole("textbox", { name: say("deck_cards") });
  for (const [typed, message] of [
    ["1, 1", say("refusal_same_card", { card: "1" })],
    ["1", say("refusal_too_few_cards", { limit: 2 })],
    ["1, much too long", say("refusal_bad_card", { card: "much too long" })],
  ] as const) {
    await cards.fill(typed);
    await dialog.getByRole("button", { name: say("deck_use") }).click();
    await expect(dialog.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(cards).toHaveValue(typed);
  }
});

test("a new room in this browser begins like the one that was kept", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const dialog = await openSettings(ana!);
  await dialog.getByRole("textbox", { name: say("deck_cards") }).fill("1, 2, 3, 4");
  await dialog.getByRole("button", { name: say("deck_use") }).click();
  await expect(ana!.hand.getByRole("radio")).toHaveCount(4);
  await dialog.getByRole("switch", { name: say("auto_reveal") }).click();
  await expect(dialog.getByRole("switch", { name: say("auto_reveal") })).toHaveAttribute("aria-checked", "false");
  await dialog.getByRole("button", { name: say("keep_as_defaults") }).click();
  await ana!.page.goto(server.url);
  await ana!.page.getByRole("button", { name: say("create_room") }).click();
  await ana!.join();
  await expect(ana!.hand.getByRole("radio")).toHaveCount(4);
  await openSettings(ana!);
  await expect(dialog.getByRole("switch", { name: say("auto_reveal") })).toHaveAttribute("aria-checked", "false");
});

test("the settings are for facilitators", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await expect(ana!.page.getByRole("button", { name: say("settings"), exact: true })).toBeVisible();
  await expect(ben!.page.getByRole("button", { name: say("settings"), exact: true })).toHaveCount(0);
});

test("the title and one's own sounds are changed in the settings too, and a blank title is refused", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const dialog = await openSettings(ana!);
  const title = dialog.getByRole("textbox", { name: say("room_title") });
  const save = dialog.getByRole("button", { name: say("save_title") });
  await expect(save).toBeDisabled();
  await title.fill("Sprint 12");
  await save.click();
  await expect(save).toBeDisabled();
  await expect(ben!.page.getByRole("heading", { name: "Sprint 12" })).toBeVisible();
  await title.fill(" ");
  await save.click();
  await expect(dialog.getByText(say("refusal_empty_room_title"))).toBeVisible();
  await expect(ben!.page.getByRole("heading", { name: "Sprint 12" })).toBeVisible();
  const sounds = dialog.getByRole("switch", { name: say("sounds_for_me") });
  await sounds.click();
  await expect(sounds).toHaveAttribute("aria-checked", "true");
  await ana!.page.reload();
  await openSettings(ana!);
  await expect(sounds).toHaveAttribute("aria-checked", "true");
});
