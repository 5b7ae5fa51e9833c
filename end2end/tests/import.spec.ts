// Bringing stories in: the preview in words, one press, known keys, undo, and files that cannot be read.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

function input(name: string): Buffer {
  return readFileSync(resolve(import.meta.dirname, "../../server/tests/inputs", name));
}

async function dropped(person: Person, name: string, bytes = input(name)): Promise<void> {
  await person.drop(name, bytes);
}

test("the preview says what comes in and what is left out, and one undo takes it back", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await dropped(ana!, "jira-epics-subtasks-duplicates.csv");
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText(/^3 stories, 4 left out: /)).toBeVisible();
  await expect(dialog.getByText("TL-1 Lending desk")).toBeAttached();
  await dialog.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(3);
  await expect(ben!.storyRow("Queue number on screen").getByText(say("estimate_imported"), { exact: true })).toBeVisible();
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
  await dialog.getByRole("radio", { name: say("known_add") }).check();
  await dialog.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(6);
});

test("a pasted list becomes stories with their points", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.getByRole("button", { name: say("backlog_import") }).first().click();
  await ana!.page.getByLabel(say("import_paste")).fill("- Water the herb wall\n- GDN-13: Fix the tap (3)\n\n2) Mend the gate");
  await ana!.page.getByRole("button", { name: say("import_look") }).click();
  await ana!.page.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(3);
  await expect(ana!.storyRow("Fix the tap").getByText("3", { exact: true })).toBeVisible();
  await expect(ana!.storyRow("Fix the tap").getByText("GDN-13")).toBeVisible();
});

test("a file that a spreadsheet has damaged is explained, and nothing is imported", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await dropped(ana!, "jira-resaved-by-spreadsheet.csv");
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("unreadable_resaved", { line: 2 }) })).toBeVisible();
  await ana!.drop("quotes.csv", Buffer.from("Summary,Issue key\nA,T-1\nB,\"T-2\nC,T-3\n"));
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("unreadable_unclosed_quote", { line: 3, column: 3 }) })).toBeVisible();
  await ana!.drop("board.json", Buffer.from('{"lists":[],"labelNames":{},\n"cards":[{"name":]}'));
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("unreadable_place", { line: 2, column: 18 }) })).toBeVisible();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(0);
});

test("a participant without the permission imports nothing", async ({ browser, server }) => {
  const [, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await dropped(ben!, "jira-list-view-14-columns.csv");
  await expect(ben!.page.getByRole("dialog")).toHaveCount(0);
  await expect(ben!.page.getByRole("button", { name: say("backlog_import") })).toHaveCount(0);
});

const before = "Summary,Issue key,Issue Type,Description,Acceptance Criteria,Story Points\nOpen the gate,T-1,Story,Why,Stays; goes,3\nMend the lock,T-2,Story,,,\n";
const after = 'Summary,Issue key,Issue Type,Description,Acceptance Criteria,Story Points\nOpen the gate twice,T-1,Story,Because,"* Opens once\n* Opens twice",8\nMend the lock,T-2,Story,,,\nNew fence,T-3,Story,,,\n';

test("known stories take over texts while estimates and votes stay, with a picture before and one undo after", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await dropped(ana!, "jira-list-view-14-columns.csv", Buffer.from(before));
  await ana!.page.getByRole("button", { name: say("import_button", { n: 2 }) }).click();
  await ben!.vote("5");
  await dropped(ana!, "again.csv", Buffer.from(after));
  const dialog = ana!.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: say("known_update") }).check();
  const row = dialog.getByRole("listitem").filter({ hasText: "T-1" }).first();
  await expect(row.locator("del", { hasText: /^Open the gate$/ })).toBeVisible();
  await expect(row.locator("ins", { hasText: /^Open the gate twice$/ })).toBeVisible();
  await expect(row.locator("ins", { hasText: /^Opens twice$/ })).toBeVisible();
  await expect(dialog.getByText(say("import_same"))).toBeVisible();
  await dialog.getByRole("button", { name: say("import_both", { n: 1, updated: 1 }) }).click();
  await expect(ben!.story.getByRole("heading", { name: "Open the gate twice" })).toBeVisible();
  await expect(ben!.storyRow("Open the gate twice").getByText(say("estimate_imported"), { exact: true })).toBeVisible();
  await ben!.holds("5");
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(3);
  await ana!.undo(say("imported_both", { n: 1, updated: 1 }));
  await expect(ben!.story.getByRole("heading", { name: "Open the gate", exact: true })).toBeVisible();
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(2);
  await ben!.holds("5");
});

test("a column is chosen anew, and the choice is remembered for that header", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const table = (rows: string) => Buffer.from(`Title,Effort left,Wanted by\n${rows}`);
  await ana!.drop("backlog.csv", table("Oil the hinge,3,Ana\nPaint the door,5,Ben\n"));
  const dialog = ana!.page.getByRole("dialog");
  await dialog.getByText(say("import_columns"), { exact: true }).click();
  await expect(dialog.getByText("3 · 5")).toBeVisible();
  await dialog.getByLabel("Effort left", { exact: true }).selectOption(say("holds_estimate"));
  await expect(dialog.getByText(say("import_estimate", { estimate: 3 }))).toBeVisible();
  await dialog.getByRole("button", { name: say("import_back") }).click();
  await ana!.drop("backlog-again.csv", table("Mend the gate,8,Cleo\n"));
  await expect(dialog.getByText(say("import_estimate", { estimate: 8 }))).toBeVisible();
  await dialog.getByText(say("import_columns"), { exact: true }).click();
  await dialog.getByRole("button", { name: say("import_guess_again") }).click();
  await expect(dialog.getByText(say("import_estimate", { estimate: 8 }))).toHaveCount(0);
  await dialog.getByRole("button", { name: say("import_button", { n: 1 }) }).click();
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(1);
});

test("a table without a header asks for its columns and imports nothing before", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("table.tsv", Buffer.from("Oil the hinge\tAna\t3\nPaint the door\tBen\t5\n"));
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText(say("import_no_title"))).toBeVisible();
  await expect(dialog.getByRole("button", { name: say("import_nothing") })).toBeDisabled();
  await dialog.getByLabel(say("import_column_number", { number: 1 }), { exact: true }).selectOption(say("holds_title"));
  await dialog.getByLabel(say("import_column_number", { number: 3 }), { exact: true }).selectOption(say("holds_estimate"));
  await dialog.getByRole("button", { name: say("import_button", { n: 2 }) }).click();
  await expect(ana!.storyRow("Paint the door").getByText("5", { exact: true })).toBeVisible();
});

test("the format can be overridden", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("list.txt", Buffer.from("Title,Points\nOil the hinge,3\n"));
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: say("import_button", { n: 1 }) })).toBeVisible();
  await dialog.getByLabel(say("format_label")).selectOption(say("format_list"));
  await expect(dialog.getByRole("button", { name: say("import_button", { n: 2 }) })).toBeVisible();
  await dialog.getByLabel(say("format_label")).selectOption("Trello JSON");
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel(say("format_label")).selectOption(say("format_recognise"));
  await expect(dialog.getByRole("button", { name: say("import_button", { n: 1 }) })).toBeVisible();
});

test("reading shows that it goes on, and can be cancelled", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await ana!.page.route(/\/preview\?/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await dropped(ana!, "jira-list-view-14-columns.csv");
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await dialog.getByRole("button", { name: say("import_cancel") }).click();
  await expect(dialog.getByText(say("import_drop"))).toBeVisible();
  release();
  await ana!.page.unroute(/\/preview\?/);
  await dropped(ana!, "jira-list-view-14-columns.csv");
  await expect(dialog.getByRole("button", { name: say("import_button", { n: 3 }) })).toBeVisible();
});
