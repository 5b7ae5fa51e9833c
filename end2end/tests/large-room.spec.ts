// A room as large as rooms get: 2,000 stories with long descriptions.

import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

// The trace would copy 2,000 rows at every step and take most of a minute over it.
test.use({ trace: "off" });

test("2,000 stories are imported at once and a vote among them is quick", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const rows = Array.from({ length: 2_000 }, (_, n) => `Story ${n},B-${n},Story,"${"word ".repeat(200)}"`);
  await ana!.drop("big.csv", Buffer.from(["Summary,Issue key,Issue Type,Description", ...rows].join("\n")));
  await ana!.page.getByRole("button", { name: say("import_button", { n: 2_000 }).replace("2000", "2,000") }).click();
  for (const person of [ana!, ben!]) {
    await expect(person.page.getByText(say("backlog_estimated", { estimated: 0, all: "2,000" }))).toBeVisible();
    await expect(person.story.getByRole("heading", { name: "Story 0", exact: true })).toBeVisible();
  }
  await ana!.vote("3");
  await ben!.vote("3");
  await expect(ana!.result).toBeVisible();
});
