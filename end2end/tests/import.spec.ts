// Bringing stories in: the preview in words, one press, known keys, undo, and files that cannot be read.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

function input(name: string): Buffer {
  return readFileSync(resolve(import.meta.dirname, "../../server/tests/inputs", name));
}

async function dropped(person: Person, name: string): Promise<void> {
  await person.drop(name, input(name));
}

test("the preview says what comes in and what is left out, and one undo takes it back", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await dropped(ana!, "jira-epics-subtasks-duplicates.csv");
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText(/^3 stories, 4 left out: /)).toBeVisible();
  await expect(dialog.getByText("TL-1 Lending desk")).toBeAttached();
  await dialog.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(3);
  await expect(ben!.storyRow("Queue number on screen").getByText("5", { exact: true })).toBeVisible();
  await ana!.undo(say("imported", { n: 3 }));
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(0);
});

test("b59 a file imported twice shows its keys as known, and one press is one import", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await dropped(ana!, "jira-list-view-14-columns.csv");
  await ana!.page.getByRole("button", { name: say("import_button", { n: 3 }) }).dblclick();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(3);
  await dropped(ana!, "jira-list-view-14-columns.csv");
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText(say("import_known")).first()).toBeVisible();
  await expect(dialog.getByText(say("import_nothing"))).toBeVisible();
  await dialog.getByLabel(say("import_include_known", { n: 3 })).check();
  await dialog.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(6);
});

test("a pasted list becomes stories with their points", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.getByRole("button", { name: say("backlog_import") }).first().click();
  await ana!.page.getByLabel(say("import_paste")).fill("- Water the herb wall (3)\n- GDN-13: Fix the tap\n\n2) Mend the gate");
  await ana!.page.getByRole("button", { name: say("import_look") }).click();
  await ana!.page.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(3);
  await expect(ana!.storyRow("Water the herb wall").getByText("3", { exact: true })).toBeVisible();
  await expect(ana!.storyRow("Fix the tap").getByText("GDN-13")).toBeVisible();
});

test("a file that a spreadsheet has damaged is explained, and nothing is imported", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await dropped(ana!, "jira-resaved-by-spreadsheet.csv");
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("unreadable_resaved", { line: 2 }) })).toBeVisible();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(0);
});

test("a participant without the permission imports nothing", async ({ browser, server }) => {
  const [, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await dropped(ben!, "jira-list-view-14-columns.csv");
  await expect(ben!.page.getByRole("dialog")).toHaveCount(0);
  await expect(ben!.page.getByRole("button", { name: say("backlog_import") })).toHaveCount(0);
});
