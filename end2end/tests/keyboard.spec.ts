// The keyboard alone, and what a screen reader hears (case B62).

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

test("b62 join, vote, change, reveal and go on with the keyboard alone", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("First");
  await ana!.addStory("Second");
  const ben = await Person.with(browser, "Ben");
  await ben.page.goto(ana!.page.url());
  await expect(ben.page.getByLabel(say("your_name"))).toBeFocused();
  await ben.page.keyboard.type("Ben");
  await ben.page.keyboard.press("Enter");
  await ben.isInside();

  await ben.card("0").focus();
  await ben.page.keyboard.press("ArrowRight");
  await expect(ben.card("½")).toBeFocused();
  await expect(ben.hand.getByRole("radio", { checked: true })).toHaveCount(0);
  await ben.page.keyboard.press("Space");
  await ben.holds("½");
  const heard = ana!.page.getByRole("status");
  await expect(heard.filter({ hasText: saying("have_voted") }).first()).toBeAttached();

  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await ana!.page.keyboard.press("1");
  await ana!.page.keyboard.press("3");
  await ana!.holds("13");
  await ana!.page.keyboard.press("r");
  await expect(ana!.result).toBeVisible();
  await expect(heard.filter({ hasText: say("said_revealed") }).first()).toBeAttached();
  await ana!.page.keyboard.press("v");
  await expect(ana!.result).toHaveCount(0);
  await ana!.page.keyboard.press("n");
  await expect(ben.story.getByRole("heading", { name: "Second" })).toBeVisible();
  await expect(ben.page.getByRole("status").filter({ hasText: say("room_is_at", { story: "Second" }) }).first()).toBeAttached();
});

test("b62 typing in a field never votes", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.getByLabel(say("add_story"), { exact: true }).pressSequentially("13 rivers 5 north");
  await ana!.holdsNothing();
  await expect(ana!.result).toHaveCount(0);
});

test("the question mark shows the shortcuts", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.keyboard.press("?");
  await expect(ana!.page.getByRole("dialog").getByText(say("key_vote_again"))).toBeVisible();
  await ana!.page.keyboard.press("Escape");
  await expect(ana!.page.getByRole("dialog")).toHaveCount(0);
});

test("stories are reordered and deleted with the keyboard, and undo brings them back", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  for (const title of ["First", "Second", "Third"]) await ana!.addStory(title);
  await ana!.storyRow("Third").getByRole("button", { name: /Third/ }).first().focus();
  await ana!.page.keyboard.press("Alt+ArrowUp");
  await expect(ben!.backlog.getByRole("listitem").nth(1)).toContainText("Third");
  // The row that was moved has the focus again; later that would close the menu.
  await expect(ana!.storyRow("Third").getByRole("button", { name: say("move_hint") })).toBeFocused();
  await ana!.storyRow("Third").hover();
  await ana!.page.getByRole("button", { name: say("story_actions", { story: "Third" }) }).click();
  await ana!.page.getByText(say("delete_story"), { exact: true }).click();
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(2);
  await ana!.undo(say("done_story_deleted", { story: "Third" }));
  await expect(ben!.backlog.getByRole("listitem").nth(1)).toContainText("Third");
});

test("after joining the focus stands on the hand, and an observer's on the story", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await expect(ana!.card("0")).toBeFocused();
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana!.page.url(), "observer");
  await expect(ben.story).toBeFocused();
});

test("at 400 % with the system's own colours, the whole round works and what is chosen can be told", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Reserve a tool");
  // 1280 by 1024 pixels, four times as large.
  await ben!.page.setViewportSize({ width: 320, height: 256 });
  await ben!.page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await ben!.card("5").click();
  await ana!.vote("5");
  await expect(ben!.card("5")).toHaveCSS("outline-style", "solid");
  await expect(ben!.card("8")).toHaveCSS("outline-style", "none");
  await expect(ben!.page.getByText(say("result_all_agree", { card: "5" })).first()).toBeVisible();
  await ben!.page.getByRole("button", { name: say("people") }).click();
  const role = (name: string) => ben!.page.getByRole("button", { name: say(name), exact: true });
  await expect(role("estimator")).toHaveCSS("outline-style", "solid");
  await expect(role("observer")).toHaveCSS("outline-style", "none");
  await role("observer").click();
  await ben!.page.keyboard.press("Escape");
  await expect(ben!.page.getByText(say("you_observe"))).toBeVisible();
  expect(await ben!.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
