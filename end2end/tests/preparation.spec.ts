// From a raw item to a ready story: questions, notes and decisions, and the definition of ready (rules 51, 52, 54).

import { expectAccessible } from "../support/a11y.ts";
import { meeting } from "../support/person.ts";
import { Preparation } from "../support/preparation.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const story = "Reserve a tool";

test("a question is asked by an observer, comes up first at the next meeting, and is answered", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.page.getByRole("button", { name: say("observer"), exact: true }).click();
  await ana!.addStory("Lend a drill");
  await ana!.addStory(story);
  await ben!.storyRow(story).getByRole("button").first().click();
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await his.open();
  await his.ask("Who pays for a broken tool?");
  const open = say("open_questions", { n: 1 });
  await expect(ana!.storyRow(story).getByTitle(open)).toBeVisible();
  await expect(his.toggle).toContainText(open);

  await test.step("at the next meeting the backlog says so, and the list leads to the story", async () => {
    await ana!.page.reload();
    await ana!.isInside();
    await ana!.page.getByRole("button", { name: open, exact: true }).click();
    const dialog = ana!.page.getByRole("dialog");
    await expect(dialog.getByText("Who pays for a broken tool?")).toBeVisible();
    await expectAccessible(ana!.page);
    await dialog.getByRole("button", { name: story }).click();
    await expect(ana!.story.getByRole("heading", { name: story })).toBeVisible();
    // It is unfolded by itself.
    await expect(hers.row("Who pays for a broken tool?")).toContainText("Ben");
  });

  await test.step("the answer is there for all, and can be taken back", async () => {
    await hers.answer("Who pays for a broken tool?", "Whoever borrowed it");
    await expect(his.row("Whoever borrowed it")).toBeVisible();
    await expect(ana!.storyRow(story).getByTitle(open)).toHaveCount(0);
    await expect(ana!.page.getByRole("button", { name: open, exact: true })).toHaveCount(0);
    await hers.row("Whoever borrowed it").getByRole("button", { name: say("question_reopen") }).click();
    await expect(his.toggle).toContainText(open);
    await ana!.undo(say("done_item_removed", { text: "Whoever borrowed it" }));
    await expect(his.row("Whoever borrowed it")).toBeVisible();
  });
  await expectAccessible(ana!.page);
  expect([...ana!.faults, ...ben!.faults]).toEqual([]);
});

test("who finds out, and until when, is said with the question; an overdue one says so", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory(story);
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await hers.open();
  await hers.questions.getByLabel(say("ask_question"), { exact: true }).fill("Is it insured?");
  await hers.questions.getByLabel(say("question_owner")).fill("Dana");
  await hers.questions.getByLabel(say("question_due")).fill("2026-03-31");
  await hers.questions.getByRole("button", { name: say("ask_question"), exact: true }).click();
  await his.open();
  await expect(his.row("Is it insured?")).toContainText(say("question_owner_is", { name: "Dana" }));
  await expect(his.row("Is it insured?")).toContainText(say("question_overdue", { day: "Mar 31, 2026" }));
});

test("notes keep their order, a decision stands out, and an undo brings back what was removed", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory(story);
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await hers.open();
  await his.open();
  await hers.note("Seen in the old system");
  await his.note("A week at the most", true);
  await expect(hers.row("A week at the most")).toContainText(say("decision"));
  await expect(hers.notes.getByRole("listitem")).toContainText(["Seen in the old system", "A week at the most"]);
  await his.row("Seen in the old system").getByRole("button", { name: say("remove_item", { text: "Seen in the old system" }) }).click();
  await expect(hers.row("Seen in the old system")).toHaveCount(0);
  await ben!.undo(say("done_item_removed", { text: "Seen in the old system" }));
  await expect(hers.row("Seen in the old system")).toBeVisible();
});

test("two people in one note see each other, and lose nothing", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory(story);
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await hers.open();
  await hers.note("A week");
  await his.open();
  const edit = say("edit_item", { text: "A week" });
  for (const panel of [hers, his]) await panel.row("A week").getByRole("button", { name: edit }).click();
  await expect(ben!.story.getByText(say("also_editing", { n: 1, names: "Ana" }))).toBeVisible();
  const field = (panel: Preparation) => panel.notes.getByRole("textbox", { name: say("note"), exact: true });
  await field(hers).fill("A week at the most");
  await field(his).fill("A week, or two");
  await hers.notes.getByRole("button", { name: say("save"), exact: true }).click();
  await expect(hers.row("A week at the most")).toBeVisible();
  await his.notes.getByRole("button", { name: say("save"), exact: true }).click();
  await expect(his.notes.getByRole("alert")).toContainText("A week at the most");
  await his.notes.getByRole("button", { name: say("keep_mine") }).click();
  await expect(hers.row("A week, or two")).toBeVisible();
});

test("what is being typed is there again after a reload", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory(story);
  const hers = new Preparation(ana!);
  await hers.open();
  await hers.questions.getByLabel(say("ask_question"), { exact: true }).fill("Half a question");
  await hers.notes.getByLabel(say("add_note"), { exact: true }).fill("Half a note");
  await ana!.page.reload();
  await ana!.isInside();
  await hers.open();
  await expect(hers.questions.getByLabel(say("ask_question"), { exact: true })).toHaveValue("Half a question");
  await expect(hers.notes.getByLabel(say("add_note"), { exact: true })).toHaveValue("Half a note");
});

test("a story becomes ready point by point, and by hand", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory(story);
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await hers.open();
  await his.open();
  const dialog = await hers.define("usual");
  await dialog.getByLabel(say("ready_point_by_hand")).fill("Seen by the team");
  await ana!.page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Seen by the team" })).toBeVisible();
  await dialog.getByRole("switch", { name: say("ready_strict") }).click();
  await expectAccessible(ana!.page);
  await ana!.page.keyboard.press("Escape");
  await expect(his.ready).toContainText(say("ready_met", { met: 1, all: 4 }));
  await expect(his.ready.getByRole("button", { name: say("ready_define") })).toHaveCount(0);
  await expect(hers.ready.getByRole("button", { name: say("mark_ready") })).toBeDisabled();

  await his.ready.getByRole("checkbox", { name: "Seen by the team" }).check();
  await ana!.story.getByLabel(say("add_criterion"), { exact: true }).fill("Calendar shows only free days");
  await ana!.page.keyboard.press("Enter");
  await ana!.story.getByRole("button", { name: say("state_open") }).click();
  await expect(his.ready).toContainText(say("ready_met", { met: 3, all: 4 }));
  await ana!.vote("5");
  await ben!.vote("5");
  await ana!.reveal();
  await ana!.press(say("save_estimate", { estimate: "5" }));
  await expect(his.ready).toContainText(say("ready_met", { met: 4, all: 4 }));
  await hers.ready.getByRole("button", { name: say("mark_ready") }).click();
  await expect(ben!.storyRow(story)).toContainText(say("story_ready"));
  await expect(his.toggle).toContainText(say("story_ready"));
  // A question takes it back, for nothing is ready while a point does not hold.
  await his.ask("Who pays?");
  await expect(ana!.storyRow(story).getByText(say("story_ready"), { exact: true })).toHaveCount(0);
});

test("stories become ready by themselves where the room has chosen that", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory(story);
  const hers = new Preparation(ana!);
  await hers.open();
  const dialog = await hers.define("light");
  await dialog.getByRole("switch", { name: say("ready_by_itself") }).click();
  await ana!.page.keyboard.press("Escape");
  await expect(hers.ready.getByRole("button", { name: say("mark_ready") })).toHaveCount(0);
  await ana!.story.getByLabel(say("add_criterion"), { exact: true }).fill("Calendar shows only free days");
  await ana!.page.keyboard.press("Enter");
  await ana!.vote("5");
  await ben!.vote("5");
  await ana!.reveal();
  await ana!.press(say("save_estimate", { estimate: "5" }));
  await expect(ben!.storyRow(story)).toContainText(say("story_ready"));
});

test("a page that opens none of it is sent none of it, and one that was cut off catches up", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await ana!.addStory(story);
  const [hers, his] = [new Preparation(ana!), new Preparation(ben!)];
  await hers.open();
  await his.open();
  await ben!.context.setOffline(true);
  await hers.note("While Ben is away");
  await ben!.context.setOffline(false);
  await expect(his.row("While Ben is away")).toBeVisible();
  await expect(cleo!.storyRow(story)).toBeVisible();
  expect(cleo!.received.filter((frame) => frame.includes("While Ben is away"))).toEqual([]);
  // After the server has started again, as well.
  await server.crash();
  await hers.note("After the restart");
  await expect(his.row("After the restart")).toBeVisible();
  await expect(his.row("While Ben is away")).toBeVisible();
});
