// A room as large as rooms get: 2,000 stories with long descriptions. Asks the page itself what it
// shows: the test tool's own way to look for things visits every row each time and starves the page.

import { type Page } from "@playwright/test";

import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

// The trace would copy 2,000 rows at every step and take most of a minute over it.
test.use({ trace: "off" });

async function shows(page: Page, mark: string, text: string): Promise<void> {
  const shown = () => page.evaluate((mark) => document.querySelector(mark)?.textContent, mark);
  await expect.poll(shown, { intervals: [500] }).toBe(text);
}

test("2,000 stories are imported at once, and the room votes among them", async ({ browser, server }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben"]);
  const [ana] = people;
  const rows = Array.from({ length: 2_000 }, (_, n) => `Story ${n},B-${n},Story,"${"word ".repeat(200)}"`);
  await ana!.drop("big.csv", Buffer.from(["Summary,Issue key,Issue Type,Description", ...rows].join("\n")));
  await ana!.page.getByRole("button", { name: say("import_button", { n: 2_000 }).replace("2000", "2,000") }).click();
  for (const { page } of people) {
    await shows(page, ".backlog-count", say("backlog_estimated", { estimated: 0, all: "2,000" }));
    await shows(page, ".story-title", "Story 0");
  }
  for (const { page } of people) {
    await page.evaluate(() => document.querySelector<HTMLElement>(".playing-card[aria-label='3']")?.click());
  }
  for (const { page } of people) await shows(page, ".result-agreement", say("result_all_agree", { card: "3" }));
});
