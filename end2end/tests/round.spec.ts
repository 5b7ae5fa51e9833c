// Rounds as people see them: the countdown, the result in words, changes after a reveal, moving on.

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

test("b03 coffee is counted and never the result", async ({ browser, server }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  const [ana, ben, cleo] = people;
  await ana!.addStory("Bake bread");
  await ana!.vote("☕");
  await ben!.vote("☕");
  await cleo!.vote("5");
  for (const person of people) {
    await expect(person.result.getByText(say("count_break", { n: 2 }))).toBeVisible();
    await expect(person.result.getByText(say("result_single", { card: "5" }))).toBeVisible();
  }
  await expect(ana!.page.getByRole("button", { name: say("save_estimate", { estimate: "5" }) })).toBeVisible();
});

test("b09 a tie is said in words and the facilitator chooses", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Bake bread");
  await ana!.vote("3");
  await ben!.vote("5");
  const tie = say("result_tie", { cards: say("list_and", { first: "3", last: "5" }) });
  await expect(ben!.result.getByText(tie)).toBeVisible();
  await expect(ana!.page.getByText(say("choose_estimate"))).toBeVisible();
  await ana!.result.getByRole("button", { name: "5", exact: true }).click();
  await expect(ben!.storyRow("Bake bread").getByText("5", { exact: true })).toBeVisible();
});

test("b18 a card changed after the reveal is marked for all, and a new round starts without cards", async ({ browser, server }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben"]);
  const [ana, ben] = people;
  await ana!.vote("3");
  await ben!.vote("5");
  await expect(ben!.result).toBeVisible();
  await ben!.card("8").click();
  for (const person of people) {
    await expect(person.seat("Ben").getByText(say("changed_from", { card: "5" }))).toBeVisible();
  }
  await ana!.page.getByRole("button", { name: say("vote_again") }).click();
  for (const person of people) {
    await expect(person.result).toHaveCount(0);
    await person.holdsNothing();
    await expect(person.page.getByText(say("earlier_rounds", { n: 1 }))).toBeVisible();
  }
});

test("b17 reveal is always possible, and a missing vote shows as none", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await ana!.vote("3");
  await ben!.vote("3");
  await cleo!.page.close();
  await ana!.press(/reveal/i);
  await expect(ana!.result).toBeVisible();
  await expect(ana!.seat("Cleo").getByText(say("no_vote"))).toBeVisible();
});

test("all see the countdown, and taking a card back stops it", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.vote("3");
  await ben!.card("5").click();
  // Three seconds are left for both to look, and for Ben to take the card back.
  await Promise.all([ana!, ben!].map(({ page }) => expect(page.getByText(saying("reveals_in"))).toBeVisible()));
  await ben!.card("5").click();
  await expect(ana!.page.getByText(saying("reveals_in"))).toHaveCount(0);
  await ben!.holdsNothing();
});

test("b19 reading another story moves nobody, and moving the room keeps the votes", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await ana!.addStory("First");
  await ana!.addStory("Second");
  await ana!.vote("3");
  await ben!.vote("5");
  await cleo!.storyRow("Second").getByRole("button", { name: /Second/ }).first().click();
  await expect(cleo!.story.getByRole("heading", { name: "Second" })).toBeVisible();
  await expect(cleo!.page.getByText(say("room_is_at", { story: "First" }))).toBeVisible();
  await expect(ben!.story.getByRole("heading", { name: "First" })).toBeVisible();
  const go = async (title: string) => {
    await ana!.storyRow(title).getByRole("button", { name: new RegExp(title) }).first().click();
    await ana!.page.getByRole("button", { name: say("bring_room_here"), exact: true }).click();
    await expect(ben!.story.getByRole("heading", { name: title })).toBeVisible();
  };
  await go("Second");
  await ben!.holdsNothing();
  await go("First");
  await ben!.holds("5");
  await ana!.holds("3");
});

test("b21 b23 an estimate reaches everybody, changed and cleared, and stays after moving on", async ({ browser, server }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  const [ana, ben] = people;
  await ana!.addStory("First");
  await ana!.addStory("Second");
  for (const person of people) await person.vote("3");
  await expect(ana!.result).toBeVisible();
  await ana!.saveAndNext("3");
  for (const person of people) {
    await expect(person.story.getByRole("heading", { name: "Second" })).toBeVisible();
    await expect(person.storyRow("First").getByText("3", { exact: true })).toBeVisible();
  }
  await ben!.page.reload();
  await ben!.isInside();
  await expect(ben!.storyRow("First").getByText("3", { exact: true })).toBeVisible();
  expect(await ana!.takeAway(/^CSV/)).toMatch(/First,,,3,/);

  await ana!.undo(say("done_estimate_saved", { estimate: "3", story: "First" }));
  for (const person of people) {
    await expect(person.storyRow("First").getByText("3", { exact: true })).toHaveCount(0);
  }
});

test("an observer becomes an estimator with one click and has no card in the meantime", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana!.page.url(), "observer");
  await expect(ana!.page.getByText(say("watching"))).toBeVisible();
  await ben.page.getByRole("button", { name: say("become_estimator") }).click();
  await ben.vote("5");
  await expect(ana!.seat("Ben").getByText(say("voted"))).toBeVisible();
});

test("a participant sees who can reveal instead of a button", async ({ browser, server }) => {
  const [, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await expect(ben!.page.getByText(say("who_reveals", { names: "Ana" }))).toBeVisible();
  await expect(ben!.page.getByRole("button", { name: /reveal/i })).toHaveCount(0);
});

test("a story with one round shows it as soon as the room has left", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  for (const title of ["First", "Second"]) await ana!.addStory(title);
  await ben!.vote("5");
  await ana!.vote("5");
  await ana!.reveal();
  const history = (n: number) => ben!.story.getByRole("button", { name: say("earlier_rounds", { n }) });
  await expect(history(1)).toHaveCount(0);
  await ana!.saveAndNext("5");
  await expect(ben!.story.getByRole("heading", { name: "Second" })).toBeVisible();
  await ben!.storyRow("First").getByRole("button", { name: /First/ }).first().click();
  await history(1).click();
  await expect(ben!.story.getByRole("listitem").filter({ hasText: "Ana" }).last()).toContainText("5");
});
