// Two people in one text: each sees the other, and nothing is overwritten unasked (rule 40).

import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const sees = (person: Person, other: string) => person.page.getByText(say("also_editing", { n: 1, names: other }));

test("40 two people who edit one story see each other until one stops or leaves", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Mend the gate");
  for (const person of [ana!, ben!]) {
    await person.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  }
  await expect(sees(ana!, "Ben")).toBeVisible();
  await expect(sees(ben!, "Ana")).toBeVisible();
  await ana!.page.getByLabel(say("story_title"), { exact: true }).press("Escape");
  await expect(sees(ben!, "Ana")).toHaveCount(0);
  await ana!.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  await expect(sees(ana!, "Ben")).toBeVisible();
  await ben!.page.close();
  await expect(sees(ana!, "Ben")).toHaveCount(0);
});

test("40 two people in one criterion see each other, and in two criteria they do not", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("Mend the gate");
  for (const text of ["Closes by itself", "Makes no noise"]) {
    await ana!.page.getByLabel(say("add_criterion"), { exact: true }).fill(text);
    await ana!.page.keyboard.press("Enter");
  }
  await ana!.story.getByRole("button", { name: "Closes by itself" }).click();
  await ben!.story.getByRole("button", { name: "Makes no noise" }).click();
  await expect(ben!.page.getByRole("textbox", { name: say("edit_criterion"), exact: true })).toBeFocused();
  await expect(sees(ben!, "Ana")).toHaveCount(0);
  await ben!.page.keyboard.press("Escape");
  await ben!.story.getByRole("button", { name: "Closes by itself" }).click();
  await expect(sees(ben!, "Ana")).toBeVisible();
  await expect(sees(ana!, "Ben")).toBeVisible();
});

test("40 whoever saves the room's title second is shown both and asked", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.personRow("Ben").getByRole("button", { name: say("person_actions", { name: "Ben" }) }).click();
  await ana!.page.getByText(say("make_facilitator"), { exact: true }).click();
  const field = (person: Person) => person.page.getByRole("textbox", { name: say("room_title") });
  for (const person of [ana!, ben!]) {
    await person.page.getByRole("button", { name: say("edit_room_title") }).click();
  }
  await expect(sees(ana!, "Ben")).toBeVisible();
  await field(ana!).fill("Tool library");
  await field(ana!).press("Enter");
  await expect(ana!.page.getByRole("heading", { name: "Tool library" })).toBeVisible();
  await field(ben!).fill("Sprint 12");
  await field(ben!).press("Enter");
  const conflict = ben!.page.getByRole("alert").filter({ hasText: "Tool library" });
  await expect(conflict).toBeVisible();
  await expect(ana!.page.getByRole("heading", { name: "Tool library" })).toBeVisible();
  await conflict.getByRole("button", { name: say("keep_mine") }).click();
  await expect(ana!.page.getByRole("heading", { name: "Sprint 12" })).toBeVisible();
});
