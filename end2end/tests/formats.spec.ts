// One file of each format: what is recognised, how many stories it holds, and what is left out.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const inputs = resolve(import.meta.dirname, "../../server/tests/inputs");

interface Expected {
  stories: { title: string }[];
  not_imported?: unknown[];
}

const expected = JSON.parse(readFileSync(resolve(inputs, "expected.json"), "utf8")) as Record<string, Expected>;

/** A file of each format, and what the format is called. */
const files: [string, string][] = [
  ["jira-cloud-repeated-columns.csv", "Jira CSV"],
  ["jira-german-semicolon-windows1252.csv", "Jira CSV"],
  ["azdo-query-html-criteria.csv", "Azure DevOps CSV"],
  ["azdo-tree-title-columns.csv", "Azure DevOps CSV"],
  ["github-issues-body-tasks.csv", "GitHub CSV"],
  ["gitlab-issues-weight.csv", "GitLab CSV"],
  ["linear-short-rows.csv", "Linear CSV"],
  ["clickup-bracket-lists.csv", "ClickUp CSV"],
  ["pivotal-repeated-tasks.csv", "Pivotal Tracker CSV"],
  ["thunderdome-headerless.csv", "Thunderdome CSV"],
  ["generic-criteria-semicolons.csv", say("format_spreadsheet")],
  ["trello-archived-and-order.json", "Trello JSON"],
  ["markdown-labelled-stories.md", say("format_markdown_stories")],
  ["markdown-nested-checklist.md", say("format_markdown_checklist")],
  ["gherkin-french.feature", "Gherkin"],
  ["paste-mixed-bullets.txt", say("format_list")],
];

test("a file of each format is recognised by its content and previewed", async ({ browser, server }) => {
  test.setTimeout(120_000);
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const dialog = ana!.page.getByRole("dialog");
  for (const [name, format] of files) {
    // The name tells nothing.
    await ana!.drop("file", readFileSync(resolve(inputs, name)));
    const { stories, not_imported: leftOut = [] } = expected[name]!;
    const chosen = dialog.getByLabel(say("format_label")).locator("option:checked");
    await expect(chosen, name).toHaveText(say("format_recognised", { format }));
    await expect(dialog.getByRole("button", { name: say("import_button", { n: stories.length }), exact: true }), name).toBeVisible();
    const rows = dialog.locator(".import-story .import-title");
    const titles = (await rows.allTextContents()).map((title) => title.replaceAll("\u00a0", " "));
    expect(titles, name).toEqual(stories.map((story) => story.title));
    await expect(dialog.locator(".import-left-out li"), name).toHaveCount(leftOut.length);
    await dialog.getByRole("button", { name: say("import_back") }).click();
  }
  expect(ana!.faults).toEqual([]);
});
