// What was assumed of a file as a whole is said in the preview, and another choice draws the rows anew.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { expectAccessible } from "../support/a11y.ts";
import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

test("an encoding that was assumed is said, and another one draws the rows anew", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("table.csv", Buffer.from("Title,Points\nSchl\xfcssel f\xfcr die T\xfcr,3\n", "latin1"));
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText("Schlüssel für die Tür")).toBeVisible();
  await expect(dialog.getByText("Western European (Windows-1252) was assumed")).toBeVisible();
  await expectAccessible(ana!.page);
  await dialog.getByLabel(say("import_encoding")).selectOption("Cyrillic (Windows-1251)");
  await expect(dialog.getByText("Schlьssel fьr die Tьr")).toBeVisible();
  await dialog.getByLabel(say("import_encoding")).selectOption("Western European (Windows-1252)");
  await dialog.getByRole("button", { name: say("import_button", { n: 1 }) }).click();
  await expect(ana!.storyRow("Schlüssel für die Tür").getByText(say("estimate_imported"), { exact: true })).toBeVisible();
});

test("a workbook comes in, and another of its sheets can be chosen", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("stories.xlsx", readFileSync(resolve(import.meta.dirname, "../files/two-sheets.xlsx")));
  const dialog = ana!.page.getByRole("dialog");
  await expect(dialog.getByText("Mend the gate")).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: say("import_sheet"), exact: true })).toHaveValue("0");
  await dialog.getByRole("combobox", { name: say("import_sheet"), exact: true }).selectOption("Autumn");
  await expect(dialog.getByText("Rake the leaves")).toBeVisible();
  await dialog.getByRole("button", { name: say("import_button", { n: 1 }) }).click();
  await expect(ana!.storyRow("Rake the leaves").getByText(say("estimate_imported"), { exact: true })).toBeVisible();
});

test("a text in Unicode asks for no encoding", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.drop("table.csv", Buffer.from("Title,Points\nTür,3\n"));
  await expect(ana!.page.getByRole("button", { name: say("import_button", { n: 1 }) })).toBeVisible();
  await expect(ana!.page.getByLabel(say("import_encoding"))).toHaveCount(0);
});
