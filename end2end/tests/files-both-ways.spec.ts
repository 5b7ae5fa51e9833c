// Files that come in and go out again: what is not used can be, a sample shows each form, and a tracker
// gets back only what was decided here.

import { expectAccessible } from "../support/a11y.ts";
import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const table = Buffer.from(
  "Title,Key,Type,Story Points,Risk,Region\n" +
    "Reserve a tool,TL-1,Bug,3,steep,North\nReturn a tool,TL-2,Story,5,,South\nOil a tool,,Story,,,\n",
);

async function imported(ana: Person): Promise<void> {
  await ana.drop("stories.csv", table);
  await ana.page.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await expect(ana.backlog.getByRole("listitem")).toHaveCount(3);
}

test("a filled column that is not used is named, and one press adds it to the descriptions", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("stories.csv", table);
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText(say("import_unused", { n: 2 }))).toBeVisible();
  await expect(dialog.getByText(say("import_unused_rows", { n: 2, example: "North" }))).toBeVisible();
  await expectAccessible(ana!.page);
  await dialog.getByRole("button", { name: `${say("import_unused_to_description")}: Risk` }).click();
  await expect(dialog.getByText(say("import_unused", { n: 1 }))).toBeVisible();
  await dialog.getByRole("button", { name: `${say("import_unused_to_labels")}: Region` }).click();
  await expect(dialog.getByRole("heading", { name: say("import_unused", { n: 1 }) })).toHaveCount(0);
  await dialog.getByRole("button", { name: say("import_button", { n: 3 }) }).click();
  await ana!.storyRow("Reserve a tool").click();
  await expect(ana!.page.getByText("Risk: steep")).toBeVisible();
});

test("only what was estimated here and has a key goes back to the tracker, with its type", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await imported(ana!);
  await ana!.vote("3");
  await expect(ana!.result).toBeVisible();
  await ana!.saveAndNext("3");
  await ana!.page.getByRole("button", { name: say("export_title") }).click();
  const dialog = ana!.page.getByRole("dialog", { name: say("export_title") });
  await dialog.getByRole("checkbox", { name: say("export_estimated_here") }).check();
  await expect(dialog.getByText(say("export_taken", { n: 1 }))).toBeVisible();
  await expect(dialog.getByText(say("export_not_estimated_here", { n: 2 }))).toBeVisible();
  await expectAccessible(ana!.page);
  await dialog.getByRole("checkbox", { name: say("export_estimated_here") }).uncheck();
  await dialog.getByRole("checkbox", { name: say("export_with_key") }).check();
  await expect(dialog.getByText(say("export_without_key", { n: 1 }))).toBeVisible();
  await dialog.getByRole("checkbox", { name: say("export_estimated_here") }).check();
  const download = ana!.page.waitForEvent("download");
  await dialog.getByRole("button", { name: /^Jira / }).click();
  const stream = await (await download).createReadStream();
  const csv = Buffer.concat(await stream.toArray()).toString("utf8");
  expect(csv).toContain("Reserve a tool,TL-1,Bug,");
  expect(csv).not.toContain("Return a tool");
  expect(csv).not.toContain("Oil a tool");
});

test("a sample of each form can be looked at and saved", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.getByRole("button", { name: say("backlog_import") }).first().click();
  const dialog = ana!.page.getByRole("dialog");
  await dialog.getByText(say("import_samples")).click();
  const download = ana!.page.waitForEvent("download");
  await dialog.getByRole("button", { name: say("import_sample_save_of", { format: "Jira CSV" }) }).click();
  expect((await download).suggestedFilename()).toBe("jira.csv");
  await expectAccessible(ana!.page);
  await dialog.getByRole("button", { name: say("import_sample_look_at", { format: "Wekan JSON" }) }).click();
  await expect(dialog.getByText("Reserve a tool for a weekend")).toBeVisible();
});

test("a PDF is recognised, and what to do instead is said", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("stories.pdf", Buffer.from("%PDF-1.7\n"));
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("recognised_pdf") })).toBeVisible();
});
