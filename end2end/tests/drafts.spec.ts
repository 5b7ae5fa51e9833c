// What somebody is typing has a home until it is sent or discarded (rule 39).

import type { Locator } from "@playwright/test";

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const addStory = (person: Person) => person.page.locator(".add-story").getByLabel(say("add_story"), { exact: true });
const addCriterion = (person: Person) => person.story.locator(".add-criterion").getByLabel(say("add_criterion"), { exact: true });
const criterionField = (person: Person) => person.page.getByRole("textbox", { name: say("edit_criterion"), exact: true });
const unsent = (person: Person): Locator => person.page.getByRole("region", { name: say("unsent_texts") });

async function criterion(person: Person, text: string): Promise<void> {
  await addCriterion(person).fill(text);
  await person.page.keyboard.press("Enter");
  await expect(person.story.getByText(text, { exact: true })).toBeVisible();
}

/** Loads the page again, in another tab as after a closed one. */
async function comeBack(person: Person): Promise<void> {
  await person.page.reload();
  await person.isInside();
}

test("39 every field has its text again after a reload", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Mend the gate");
  await criterion(ana!, "Closes by itself");

  await addStory(ana!).pressSequentially("Oil the hi");
  await addCriterion(ana!).pressSequentially("Makes no no");
  await comeBack(ana!);
  await expect(addStory(ana!)).toHaveValue("Oil the hi");
  await expect(addCriterion(ana!)).toHaveValue("Makes no no");

  await ana!.story.getByRole("button", { name: "Closes by itself" }).click();
  await criterionField(ana!).fill("Closes by itself in ten sec");
  await comeBack(ana!);
  await ana!.story.getByRole("button", { name: "Closes by itself" }).click();
  await expect(criterionField(ana!)).toHaveValue("Closes by itself in ten sec");
  await ana!.page.keyboard.press("Escape");

  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await ana!.page.keyboard.press("e");
  await ana!.page.getByLabel(say("story_title"), { exact: true }).fill("Mend the garden gate");
  await ana!.page.getByLabel(say("story_description"), { exact: true }).fill("It squeaks\nand scrapes.");
  await ana!.page.getByLabel(say("story_link"), { exact: true }).fill("https://tracker.example/1");
  await comeBack(ana!);
  await ana!.page.keyboard.press("e");
  await expect(ana!.page.getByLabel(say("story_title"), { exact: true })).toHaveValue("Mend the garden gate");
  await expect(ana!.page.getByLabel(say("story_description"), { exact: true })).toHaveValue("It squeaks\nand scrapes.");
  await expect(ana!.page.getByLabel(say("story_link"), { exact: true })).toHaveValue("https://tracker.example/1");
  await ana!.page.getByRole("button", { name: say("save"), exact: true }).click();
  await expect(ana!.story.getByRole("heading", { name: "Mend the garden gate" })).toBeVisible();

  await ana!.page.getByRole("button", { name: say("edit_room_title") }).click();
  await ana!.page.getByRole("textbox", { name: say("room_title") }).fill("Tool libr");
  await ana!.page.keyboard.press("Escape");
  await ana!.page.getByRole("button", { name: say("rename") }).click();
  await ana!.page.getByRole("textbox", { name: say("your_name") }).fill("Ana Exam");
  await comeBack(ana!);
  await ana!.page.getByRole("button", { name: say("edit_room_title") }).click();
  await expect(ana!.page.getByRole("textbox", { name: say("room_title") })).toHaveValue("Tool libr");
  await ana!.page.keyboard.press("Escape");
  await ana!.page.getByRole("button", { name: say("rename") }).click();
  await expect(ana!.page.getByRole("textbox", { name: say("your_name") })).toHaveValue("Ana Exam");
  await ana!.page.keyboard.press("Enter");
  await expect(ana!.seat("Ana Exam")).toBeVisible();
});

test("39 an estimate by hand that was not saved is there after a reload", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Mend the gate");
  await ana!.vote("8");
  await expect(ana!.result).toBeVisible();
  const field = ana!.page.getByLabel(say("estimate_by_hand"));
  await field.fill("7.5");
  await comeBack(ana!);
  await expect(field).toHaveValue("7.5");
  await field.press("Enter");
  await expect(ana!.storyRow("Mend the gate").getByText("7.5", { exact: true })).toBeVisible();
  await expect(field).toHaveValue("");
});

test("39 escape keeps a description and a criterion, and what is discarded is gone", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Mend the gate");
  await criterion(ana!, "Closes by itself");
  const description = ana!.page.getByLabel(say("story_description"), { exact: true });
  const edit = ana!.story.getByRole("button", { name: say("edit_story"), exact: true });
  await edit.click();
  await description.fill("It squeaks.");
  await description.press("Escape");
  await expect(description).toHaveCount(0);
  await edit.click();
  await expect(description).toHaveValue("It squeaks.");
  await ana!.page.getByRole("button", { name: say("discard_changes") }).click();
  await edit.click();
  await expect(description).toHaveValue("");
  await ana!.page.getByRole("button", { name: say("cancel"), exact: true }).click();

  const words = ana!.story.getByRole("button", { name: "Closes by itself" });
  await words.click();
  await criterionField(ana!).fill("Closes in a min");
  await criterionField(ana!).press("Escape");
  await words.click();
  await expect(criterionField(ana!)).toHaveValue("Closes in a min");
  await ana!.page.getByRole("button", { name: say("discard_changes") }).click();
  await words.click();
  await expect(criterionField(ana!)).toHaveValue("Closes by itself");
  await criterionField(ana!).press("Escape");
  await expect(ana!.story.getByText("Closes by itself", { exact: true })).toBeVisible();
});

test("39 what was typed in a story or criterion that somebody else deletes can be copied or discarded", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Mend the gate");
  await criterion(ana!, "Closes by itself");
  await ben!.story.getByRole("button", { name: "Closes by itself" }).click();
  await criterionField(ben!).fill("Closes in a minute");
  await ana!.story.getByText("Closes by itself", { exact: true }).hover();
  await ana!.page.getByRole("button", { name: say("delete_criterion") }).click();
  await expect(unsent(ben!).getByRole("textbox", { name: say("edit_criterion") })).toHaveValue("Closes in a minute");
  await unsent(ben!).getByRole("button", { name: say("discard"), exact: true }).click();
  await expect(unsent(ben!)).toHaveCount(0);

  await ben!.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  await ben!.page.getByLabel(say("story_description"), { exact: true }).fill("A long thought");
  await ana!.storyRow("Mend the gate").hover();
  await ana!.page.getByRole("button", { name: say("story_actions", { story: "Mend the gate" }) }).click();
  await ana!.page.getByText(say("delete_story"), { exact: true }).click();
  const kept = unsent(ben!).getByRole("textbox", { name: say("story_description") });
  await expect(kept).toHaveValue("A long thought");
  await ben!.page.reload();
  await ben!.isInside();
  await expect(kept).toHaveValue("A long thought");
  await ben!.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await unsent(ben!).getByRole("button", { name: say("copy_text"), exact: true }).click();
  expect(await ben!.page.evaluate(() => navigator.clipboard.readText())).toBe("A long thought");
});

test("39 what was typed when a permission is lost can be copied, and is in its field when that comes back", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Mend the gate");
  const everyone = ana!.page.getByRole("switch", { name: say("everyone_edits") });
  await addCriterion(ben!).pressSequentially("Half a criter");
  await ana!.page.getByRole("button", { name: say("settings"), exact: true }).click();
  await everyone.click();
  await expect(addCriterion(ben!)).toHaveCount(0);
  await expect(unsent(ben!).getByRole("textbox", { name: say("add_criterion") })).toHaveValue("Half a criter");
  await everyone.click();
  await expect(addCriterion(ben!)).toHaveValue("Half a criter");
  await expect(unsent(ben!)).toHaveCount(0);
});

test("39 a story that was sent and not answered is offered by the next visit", async ({ browser, ownServer }) => {
  const server = await ownServer();
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const link = ana!.page.url();
  await server.kill();
  await addStory(ana!).fill("Mend the gate");
  await addStory(ana!).press("Enter");
  await expect(addStory(ana!)).toHaveValue("");
  await ana!.page.goto("about:blank");
  await server.resume();
  await ana!.page.goto(link);
  await ana!.isInside();
  await expect(unsent(ana!).getByRole("textbox")).toHaveValue("Mend the gate");
});

test("39 drafts are of one person, and without storage they last for the visit", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Mend the gate");
  const ben = await Person.with(browser, "Ben");
  await ben.page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new Error("blocked"); } });
  });
  await ben.enter(ana!.page.url());
  await ben.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  const description = ben.page.getByLabel(say("story_description"), { exact: true });
  await description.fill("Of Ben");
  await description.press("Escape");
  await ben.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  await expect(description).toHaveValue("Of Ben");
  await ana!.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  await expect(ana!.page.getByLabel(say("story_description"), { exact: true })).toHaveValue("");
});
