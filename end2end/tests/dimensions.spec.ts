// Further numbers beside the estimate, in one round with one reveal (rule 49).

import { type Locator } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const [value, risk] = [say("example_value"), say("example_risk")];

/** Lets the room vote on these as well. */
async function setDimensions({ page }: Person, names: string[]) {
  await page.getByRole("button", { name: say("settings"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: say("settings") });
  const examples = dialog.getByRole("group", { name: say("add_dimension") });
  for (const name of names) await examples.getByRole("button", { name, exact: true }).click();
  await dialog.getByRole("button", { name: say("dimensions_save") }).click();
  await expect(dialog.getByRole("button", { name: say("dimensions_save") })).toBeDisabled();
  return dialog;
}

/** The cards of a dimension in somebody's hand. */
const cards = ({ page, language }: Person, name: string): Locator =>
  page.getByRole("radiogroup", { name: say("your_score", { name }, language) });

/** A card of a dimension. */
const card = (person: Person, name: string, label: string): Locator => cards(person, name).getByRole("radio", { name: label, exact: true });

/** The result of a dimension. */
const result = ({ page }: Person, name: string): Locator =>
  page.getByRole("region", { name: say("dimension_results") }).getByRole("article", { name });

test("a round has one reveal for all numbers, none of them is known before, and each can be saved", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const cleo = await Person.speaking(browser, "de", "Cleo", { viewport: { width: 390, height: 844 } });
  await cleo.enter(ana!.page.url(), "observer");
  await ana!.addStory("Reserve a tool");
  await expect(ana!.page.getByText(say("dimensions"), { exact: true })).toHaveCount(0);
  await setDimensions(ana!, [value, risk]);
  await expectAccessible(ana!.page);
  await ana!.page.keyboard.press("Escape");

  await test.step("what is chosen first waits for the card of the estimate", async () => {
    await card(ben!, value, "8").click();
    await expect(ben!.page.getByText(say("scores_wait"))).toBeVisible();
    await expect(card(ben!, value, "8")).toBeChecked();
    await ben!.vote("5");
    await expect(ben!.page.getByText(say("scores_wait"))).toHaveCount(0);
    await ben!.page.reload();
    await ben!.holds("5");
    await expect(card(ben!, value, "8")).toBeChecked();
  });

  await test.step("by keyboard: one stop for each row, arrows move, Enter chooses", async () => {
    await ben!.card("5").focus();
    await ben!.page.keyboard.press("Tab");
    await expect(card(ben!, value, "8")).toBeFocused();
    await ben!.page.keyboard.press("Tab");
    await expect(card(ben!, risk, "0")).toBeFocused();
    for (let press = 0; press < 3; press++) await ben!.page.keyboard.press("ArrowRight");
    await ben!.page.keyboard.press("Enter");
    await expect(card(ben!, risk, "3")).toBeChecked();
    await expectAccessible(ben!.page);
  });

  await card(ana!, risk, "7").click();
  await ana!.vote("5");
  await expect(ana!.result).toBeVisible({ timeout: 10_000 });
  const before = (frames: string[]) => frames.slice(0, frames.findIndex((frame) => frame.includes('"revealed":{"story"')));
  expect(before(cleo.received).some((frame) => frame.includes('"scores"'))).toBe(false);

  await test.step("each number has its result, and its value is saved beside the estimate", async () => {
    for (const person of [ana!, ben!]) {
      await expect(result(person, value)).toContainText(say("result_single", { card: "8" }));
      await expect(result(person, risk)).toContainText(`${say("average")} 5`);
      await expect(result(person, risk).getByRole("listitem").filter({ hasText: "Ana" })).toContainText("7");
    }
    await result(ana!, value).getByRole("button", { name: say("save_score_of", { value: "8", name: value }) }).click();
    await expect(result(ana!, value).getByText(say("score_saved", { value: "8" }))).toBeVisible();
    await result(ana!, risk).getByLabel(say("score_by_hand", { name: risk })).fill("6,5");
    await result(ana!, risk).getByLabel(say("score_by_hand", { name: risk })).press("Enter");
    await expect(result(ana!, risk).getByText(say("score_saved", { value: "6.5" }))).toBeVisible();
    await expect(result(ben!, risk).getByRole("button")).toHaveCount(0);
    await expect(ana!.story.getByRole("button", { name: say("enter_scores") })).toBeVisible();
    await expect(ben!.story.getByRole("listitem").filter({ hasText: risk })).toContainText("6.5");
    await expectAccessible(ana!.page);
    await ana!.undo(say("done_score_saved", { name: risk, value: "6,5", story: "Reserve a tool" }));
    await expect(ben!.story.getByRole("listitem").filter({ hasText: risk })).toContainText("–");
  });

  await test.step("files and history hold them", async () => {
    const csv = await ana!.takeAway(new RegExp(say("export_csv_about")));
    expect(csv.split("\r\n")[0]).toMatch(new RegExp(`,Score: ${value}$`));
    expect(csv.split("\r\n")[1]).toMatch(/,8$/);
    expect(await ana!.takeAway(new RegExp(say("export_report")))).toContain(`Ana: 5 (${risk} 7)`);
    const room = JSON.parse(await ana!.takeAway(new RegExp(say("export_room")))) as { dimensions: { name: string }[] };
    expect(room.dimensions.map(({ name }) => name)).toEqual([value, risk]);
    await ana!.page.getByRole("button", { name: say("vote_again") }).click();
    await ana!.page.getByRole("button", { name: say("earlier_rounds", { n: 1 }) }).click();
    await expect(ana!.story.getByRole("listitem").filter({ hasText: "Ben" }).last()).toContainText(`${risk} 3`);
    // What is saved anchors nobody while the next round is open.
    await expect(ana!.story.getByRole("button", { name: say("enter_scores") })).toHaveCount(0);
  });
});

test("on a phone the further numbers fold, and taking one away asks while votes are hidden", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const link = await ana.createRoom(server.url);
  const ben = await Person.with(browser, "Ben", { viewport: { width: 390, height: 844 } });
  await ben.enter(link);
  await setDimensions(ana, [risk]);
  await ana.page.keyboard.press("Escape");
  const fold = ben.page.getByRole("group", { name: say("dimensions") }).getByRole("button", { expanded: false });
  await expect(fold).toContainText(risk);
  await expect(cards(ben, risk)).toBeHidden();
  await fold.click();
  await card(ben, risk, "9").click();
  await ben.vote("8");
  await ben.page.getByRole("group", { name: say("dimensions") }).getByRole("button", { expanded: true }).click();
  await expect(ben.page.getByRole("group", { name: say("dimensions") }).getByRole("button")).toContainText("9");
  const overflow = await ben.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);

  await ana.page.getByRole("button", { name: say("settings"), exact: true }).click();
  const dialog = ana.page.getByRole("dialog", { name: say("settings") });
  await dialog.getByRole("button", { name: say("remove_dimension", { name: risk }) }).click();
  await dialog.getByRole("button", { name: say("dimensions_save") }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: say("dimensions_drop") })).toBeVisible();
  await expect(fold.or(cards(ben, risk)).first()).toBeAttached();
  await dialog.getByRole("button", { name: say("dimensions_save_anyway") }).click();
  await expect(ben.page.getByRole("group", { name: say("dimensions") })).toHaveCount(0);
  await ben.holds("8");
  await ana.page.keyboard.press("Escape");
  await ana.undo(say("done_dimensions_changed"));
  await expect(ben.page.getByRole("group", { name: say("dimensions") }).getByRole("button")).toContainText("9");
});
