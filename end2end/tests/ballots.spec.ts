// What stands in ballots: how sure people are and why, who said what in all rounds of a story, and what its
// estimate was before.

import { type Locator } from "@playwright/test";

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** What is looked at of a room's file. */
interface RoomFile {
  quick_rounds: { finished: { ballots: { remark?: object }[] }[] };
}

/** The line below the hand. */
const remark = ({ page }: Person): Locator => page.getByRole("group", { name: say("how_sure") });

test("how sure people are and why is hidden until the reveal, and then read by each in their language", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const cleo = await Person.speaking(browser, "de", "Cleo", { viewport: { width: 390, height: 844 } });
  await cleo.enter(ana!.page.url());
  await expect(remark(ana!)).toHaveCount(0);
  await ana!.vote("3");
  await remark(ana!).getByRole("button", { name: say("sure_high"), exact: true }).click();
  await remark(ana!).getByLabel(say("why_this_card")).selectOption(say("reason_done_before"));
  await ben!.vote("13");
  await remark(ben!).getByRole("button", { name: say("sure_low") }).click();
  await remark(ben!).getByLabel(say("why_this_card")).selectOption(say("reason_own"));
  // Typing votes for nothing, and is kept until it is sent.
  await expect(remark(ben!).getByLabel(say("reason_own"))).toBeFocused();
  await ben!.page.keyboard.type("5 gates are new");
  await ben!.page.reload();
  await ben!.holds("13");
  await expect(remark(ben!).getByLabel(say("reason_own"))).toHaveValue("5 gates are new");
  await remark(ben!).getByLabel(say("reason_own")).press("Enter");
  await expect(remark(ben!).getByRole("button", { name: say("sure_low") })).toHaveAttribute("aria-pressed", "true");

  const secret = /gates are new|done_before|"low"|"high"/;
  expect(cleo.received.some((frame) => secret.test(frame))).toBe(false);
  expect(ana!.received.some((frame) => /gates are new|"low"/.test(frame))).toBe(false);

  // On a phone the line keeps within the page.
  await cleo.vote("5");
  const line = cleo.page.getByRole("group", { name: say("how_sure", {}, "de") });
  await expect(line).toBeVisible();
  const overflow = await cleo.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await expect(line).toBeInViewport({ ratio: 1 });

  await expect(cleo.seat("Ana").getByText(say("reason_done_before", {}, "de"))).toBeVisible();
  await expect(cleo.seat("Ben").getByText("5 gates are new")).toBeVisible();
  await expect(cleo.seat("Ben").getByText(say("sure_low", {}, "de"))).toBeVisible();
  await expect(cleo.result.getByText(say("reason_done_before", {}, "de"))).toBeVisible();
  await expect(ana!.result.getByText(say("sure_low"))).toBeVisible();
  await expect(ana!.result.getByText(say("talk_start", { lowest: "Ana", highest: "Ben" }))).toBeVisible();

  // What one said may be changed as the card may.
  await remark(ben!).getByLabel(say("why_this_card")).selectOption(say("reason_bigger"));
  await expect(ana!.seat("Ben").getByText(say("reason_bigger"))).toBeVisible();
  const file = JSON.parse(await ana!.takeAway(new RegExp(say("export_room")))) as RoomFile;
  expect(file.quick_rounds.finished[0]!.ballots[1]!.remark).toEqual({ confidence: "low", reason: "bigger" });
});

test("table and result speak of the same ballots, and all rounds of a story say who moved", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await ana!.addStory("Reserve a tool");
  await ana!.vote("3");
  await ben!.vote("8");
  await cleo!.vote("5");
  await expect(ana!.result).toBeVisible();
  await ana!.page.getByRole("button", { name: say("vote_again") }).click();
  await ana!.vote("5");
  await ben!.vote("3");
  await cleo!.vote("5");
  await expect(ana!.result.getByText(say("rounds_took"))).toBeVisible();

  // Whoever leaves or observes since keeps a place, and the name of the reveal.
  await ben!.page.getByRole("button", { name: say("observer") }).first().click();
  await ana!.personRow("Cleo").hover();
  await ana!.personRow("Cleo").getByRole("button", { name: say("person_actions", { name: "Cleo" }) }).click();
  await ana!.page.getByText(say("remove_person"), { exact: true }).click();
  await expect(ana!.personRow("Cleo")).toHaveCount(0);
  for (const name of ["Ana", "Ben", "Cleo"]) {
    await expect(ana!.seat(name)).toBeVisible();
    await expect(ana!.result.getByText(name, { exact: true })).toBeVisible();
  }

  await ana!.page.getByRole("button", { name: say("earlier_rounds", { n: 1 }) }).click();
  const second = ana!.story.getByRole("listitem").filter({ hasText: say("round_number", { number: 2 }) });
  await expect(second.first().getByText(`${say("moved_up", { n: 1, card: "3" })} (+2)`)).toBeVisible();
  await expect(second.first().getByText(`${say("moved_down", { n: 2, card: "8" })} (−5)`)).toBeVisible();
});

test("an estimate that came with a story is shown to nobody until the reveal, and then beside the result", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.page.getByLabel(say("add_story"), { exact: true }).fill("TL-1 Reserve a tool (40)");
  await ana!.page.keyboard.press("Enter");
  await expect(ana!.storyRow("Reserve a tool")).toBeVisible();
  await ana!.page.getByLabel(say("add_story"), { exact: true }).fill("TL-2 Return a tool (20)");
  await ana!.page.keyboard.press("Enter");
  for (const { page, story, storyRow } of [ana!, ben!].map((person) => ({
    page: person.page,
    story: person.story,
    storyRow: (title: string) => person.storyRow(title),
  }))) {
    await expect(storyRow("Return a tool").getByText("20", { exact: true })).toBeVisible();
    await expect(storyRow("Reserve a tool").getByText(say("estimate_imported"))).toBeVisible();
    await expect(story.getByText(say("estimate_imported"))).toBeVisible();
    await expect(page.locator(".room").getByText(/(^|\D)40(\D|$)/).and(page.locator(":not(.playing-card *)"))).toHaveCount(0);
    await expect(page.getByText(say("backlog_estimated", { estimated: "0", all: "2" }))).toBeVisible();
  }
  await ana!.vote("8");
  await ben!.vote("8");
  await expect(ben!.result.getByText(`40 (${say("estimate_imported")})`)).toBeVisible();
  await expect(ben!.storyRow("Reserve a tool").getByText("40", { exact: true })).toBeVisible();
  await ana!.saveAndNext("8");
  await expect(ben!.page.getByText(say("backlog_estimated", { estimated: "1", all: "2" }))).toBeVisible();
  await expect(ben!.story.getByRole("heading", { name: "Return a tool" })).toBeVisible();
});
