// Pictures of every page at every size, light and dark, into `screenshots/`, each with an accessibility
// pass. A person looks at them; the tests hold that nothing overflows and axe finds nothing serious.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const folder = resolve(import.meta.dirname, "../screenshots");
const jiraExport = readFileSync(resolve(import.meta.dirname, "../../server/tests/inputs/jira-cloud-repeated-columns.csv"));

/** The same export after somebody has worked on it in the tracker. */
const changed = `Summary,Issue key,Issue Type,Description,Acceptance Criteria
Reserve a tool for a weekend or a week,TL-11,Story,"Members book from Friday to Monday, or for a whole week.","* Calendar shows only free days
* A week costs as much as three days"
Reminder one day before a tool is due,TL-12,Story,,
Ask for a tool that is lent,TL-20,Story,,
`;

/** The sizes that the look was made for, in CSS pixels; the wide and the narrow form get the axe pass. */
const sizes = [
  { width: 1440, height: 900, axe: true },
  { width: 1024, height: 768, axe: false },
  { width: 390, height: 844, axe: true },
  { width: 320, height: 640, axe: false },
];

async function pictures(person: Person, name: string, chosen = sizes): Promise<void> {
  const { page } = person;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of chosen) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${name} at ${size.width} px`).toBe(0);
      if (size.axe) await expectAccessible(page);
    }
  }
  await page.setViewportSize(sizes[0]!);
}

test("pictures of home and of the gate", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const link = ana!.page.url();
  await ana!.page.goto(server.url);
  await expect(ana!.page.getByRole("button", { name: say("create_room") })).toBeVisible();
  await pictures(ana!, "home");
  await ana!.context.clearCookies();
  await ana!.page.evaluate(() => localStorage.clear());
  await ana!.page.goto(link);
  await expect(ana!.page.getByRole("button", { name: say("join_room") })).toBeVisible();
  await pictures(ana!, "join");
});

test("pictures of the room: import, voting, revealed", async ({ browser, server }) => {
  test.setTimeout(300_000);
  const people = await meeting(browser, server.url, ["Ana", "Ben", "Cleo", "Dan", "Eva"]);
  const [ana, ben, cleo, dan, eva] = people;
  await pictures(ana!, "empty");
  await ana!.drop("jira-cloud-repeated-columns.csv", jiraExport);
  await expect(ana!.page.getByRole("button", { name: say("import_button", { n: 4 }) })).toBeVisible();
  await pictures(ana!, "import");
  await ana!.page.getByText(say("import_columns"), { exact: true }).click();
  const widest = sizes.filter((size) => size.axe);
  await pictures(ana!, "import-columns", widest);
  await ana!.importStories(4);
  await expect(ana!.story.getByText("Members book from Friday to Monday.")).toBeVisible();
  await ana!.drop("again.csv", Buffer.from(changed));
  await ana!.page.getByRole("radio", { name: say("known_update") }).check();
  await pictures(ana!, "import-update", widest);
  await ana!.page.getByRole("button", { name: say("import_back") }).click();
  await ana!.page.getByRole("dialog").getByRole("button", { name: say("close") }).click();
  await ana!.vote("5");
  await ben!.vote("3");
  await cleo!.vote("5");
  await expect(ana!.page.getByText(say("imported", { n: 4 }))).toHaveCount(0, { timeout: 40_000 });
  await pictures(ana!, "voting");
  await pictures(dan!, "voting-guest");
  await dan!.vote("5");
  await eva!.vote("13");
  await expect(ana!.result).toBeVisible();
  await pictures(ana!, "revealed");
  await pictures(dan!, "revealed-guest");
});
