// Typing beside others: input methods, several lines at once, and a room that moves on meanwhile.

import type { Locator } from "@playwright/test";

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const addStory = (person: Person) => person.page.getByLabel(say("add_story"), { exact: true });
const addCriterion = (person: Person) => person.page.getByLabel(say("add_criterion"), { exact: true });

/** A press that belongs to an input method, as browsers tell of it that end the composition first. */
async function pressWhileComposing(field: Locator, key: string): Promise<void> {
  await field.evaluate((element, key) => {
    const init = { key, keyCode: 229, bubbles: true, cancelable: true, composed: true };
    element.dispatchEvent(new KeyboardEvent("keydown", init));
  }, key);
}

async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("39 an Enter or Escape that ends a composition sends and closes nothing, also by key code 229 alone", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("First");
  await addStory(ana!).fill("にわ");
  await pressWhileComposing(addStory(ana!), "Enter");
  await addCriterion(ana!).fill("とじる");
  await pressWhileComposing(addCriterion(ana!), "Enter");
  await expect(addStory(ana!)).toHaveValue("にわ");
  await expect(addCriterion(ana!)).toHaveValue("とじる");
  await addCriterion(ana!).press("Enter");
  const words = ana!.story.getByRole("button", { name: "とじる" });
  await words.click();
  const field = ana!.page.getByRole("textbox", { name: say("edit_criterion"), exact: true });
  for (const key of ["Escape", "Enter"]) {
    await pressWhileComposing(field, key);
    await expect(field).toBeVisible();
  }
  await field.press("Escape");
  await ana!.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  const title = ana!.page.getByLabel(say("story_title"), { exact: true });
  for (const key of ["Escape", "Enter"]) {
    await pressWhileComposing(title, key);
    await expect(title).toBeVisible();
  }
  await title.press("Escape");
  await ana!.page.getByRole("button", { name: say("edit_room_title") }).click();
  const roomTitle = ana!.page.getByRole("textbox", { name: say("room_title") });
  for (const key of ["Escape", "Enter"]) {
    await pressWhileComposing(roomTitle, key);
    await expect(roomTitle).toBeVisible();
  }
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(1);
});

test("three lines pasted into the field for a story are three stories with one undo", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await paste(addStory(ana!), "- Oil the hinge\r\n- TL-7 Mend the gate (5)\r\n\r\nPaint the door");
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(3);
  await expect(ben!.storyRow("Mend the gate").getByText("5", { exact: true })).toBeVisible();
  await ana!.undo(say("done_stories_added", { n: 3 }));
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(0);
});

test("a typed line with a key and points is read as when it is pasted", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await addStory(ana!).fill("TL-7 Mend the gate (5)");
  await addStory(ana!).press("Enter");
  await expect(ben!.story.getByRole("heading", { name: "Mend the gate", exact: true })).toBeVisible();
  await expect(ben!.story.getByText("TL-7", { exact: true })).toBeVisible();
  await expect(ana!.page.locator(".toast").getByText("TL-7 Mend the gate", { exact: false })).toBeVisible();
  await expect(ben!.storyRow("Mend the gate").getByText(say("estimate_imported"), { exact: true })).toBeVisible();
});

test("many lines or a table pasted into the field for a story open the import with the text", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const lines = Array.from({ length: 25 }, (_, n) => `Story number ${n + 1}`);
  await paste(addStory(ana!), lines.join("\n"));
  await ana!.importStories(25);
  await expect(ana!.page.getByRole("dialog")).toHaveCount(0);
  await paste(addStory(ana!), "Title\tPoints\nMend the gate\t5\nOil the hinge\t3");
  await expect(ana!.page.getByRole("dialog").getByRole("button", { name: say("import_button", { n: 2 }) })).toBeVisible();
});

test("lines pasted into the field for a criterion are criteria with one undo", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Mend the gate");
  await paste(addCriterion(ana!), "- [ ] Closes by itself\n- [ ] Makes no noise\n- [ ] Opens both ways");
  await expect(ben!.story.getByText("Opens both ways", { exact: true })).toBeVisible();
  await expect(ben!.story.locator(".criterion")).toHaveCount(3);
  await ana!.undo(say("done_criteria_added", { n: 3 }));
  await expect(ben!.story.locator(".criterion")).toHaveCount(0);
});

test("the page follows the room while the cursor stands in an empty field, and typing never votes", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  for (const title of ["First", "Second"]) await ana!.addStory(title);
  await addCriterion(ben!).click();
  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await ana!.page.keyboard.press("n");
  await expect(ben!.story.getByRole("heading", { name: "Second" })).toBeVisible();
  await expect(addCriterion(ben!)).toBeFocused();
  await ben!.page.keyboard.type("13 days");
  await expect(addCriterion(ben!)).toHaveValue("13 days");
  await ben!.holdsNothing();
});

test("while somebody types a criterion the hand says which story it is for, and the page follows when they are done", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  for (const title of ["First", "Second"]) await ana!.addStory(title);
  await addCriterion(ben!).pressSequentially("Half");
  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await ana!.page.keyboard.press("n");
  const note = ben!.page.getByText(say("cards_are_for", { story: "Second" }));
  await expect(note).toBeVisible();
  await expect(ben!.story.getByRole("heading", { name: "First" })).toBeVisible();
  await expect(addCriterion(ben!)).toHaveValue("Half");
  await addCriterion(ben!).press("Enter");
  await expect(ben!.story.getByRole("heading", { name: "Second" })).toBeVisible();
  await expect(note).toHaveCount(0);
  await expect(ben!.story.getByText("Half", { exact: true })).toHaveCount(0);
});

test("a click at the hand leads from a story that is read to the one that is voted on", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  for (const title of ["First", "Second"]) await ana!.addStory(title);
  await ben!.storyRow("Second").getByRole("button").first().click();
  await expect(ben!.page.getByText(say("cards_are_for", { story: "First" }))).toBeVisible();
  await ben!.page.getByRole("button", { name: say("go_there") }).click();
  await expect(ben!.story.getByRole("heading", { name: "First" })).toBeVisible();
});

test("shortcuts work on other layouts of the keyboard", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const press = (key: string, code: string) =>
    ana!.page.evaluate(([key, code]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true })), [key, code]);
  await ana!.addStory("First");
  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await press("_", "Digit8");
  await ana!.holds("8");
  await expect(ana!.result).toBeVisible();
  await press("м", "KeyV");
  await expect(ana!.result).toHaveCount(0);
  await press("к", "KeyR");
  await expect(ana!.result).toBeVisible();
  await press("ε", "KeyE");
  await expect(ana!.page.getByLabel(say("story_title"), { exact: true })).toBeVisible();
});
