// A room on paper: all of it, and nothing that can be pressed.

import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

test("a printed room has every story with criteria and results, over as many pages as it takes, and no buttons", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const lines = Array.from({ length: 150 }, (_, n) => `TL-${n + 1} Story number ${n + 1}`).join("\n");
  await ana!.drop("list.txt", Buffer.from(lines));
  await ana!.importStories(150);
  await ana!.page.getByLabel(say("add_criterion"), { exact: true }).fill("Closes by itself");
  await ana!.page.keyboard.press("Enter");
  await expect(ben!.story.getByText("Closes by itself")).toBeVisible();
  await ana!.vote("8");
  await ben!.vote("5");
  await expect(ana!.result).toBeVisible();
  await ana!.page.getByRole("button", { name: "5", exact: true }).click();
  await ana!.page.locator("body").click({ position: { x: 2, y: 2 } });
  await ana!.page.keyboard.press("n");
  await expect(ana!.story.getByRole("heading", { name: "Story number 2", exact: true })).toBeVisible();

  await ana!.page.emulateMedia({ media: "print" });
  const sheet = ana!.page.locator(".print-sheet");
  await expect(sheet.getByRole("heading", { name: "Lending desk" })).toBeVisible();
  await expect(sheet.locator(".print-story")).toHaveCount(150);
  await expect(sheet.getByText("Story number 150", { exact: true })).toBeVisible();
  const first = sheet.locator(".print-story").first();
  await expect(first).toContainText("TL-1 Story number 1");
  await expect(first).toContainText("Closes by itself");
  await expect(first).toContainText("Estimate 5");
  await expect(first).toContainText("Ana 8 and Ben 5");
  await expect(ana!.page.getByRole("button")).toHaveCount(0);
  const pdf = await ana!.page.pdf();
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)!.length).toBeGreaterThan(5);

  await ana!.page.emulateMedia({ media: "screen" });
  await expect(sheet).toHaveCount(0);
  await expect(ana!.table).toBeVisible();
});
