// What people find on a phone without looking for it.

import type { Browser } from "@playwright/test";

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const phone = { width: 390, height: 844 };

/** Somebody with a phone. */
const withPhone = (browser: Browser, name: string) => Person.with(browser, name, { viewport: phone });

test("criteria are open on a phone until the vote is cast", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Reserve a tool");
  await ana!.page.getByLabel(say("add_criterion"), { exact: true }).fill("The calendar shows free days only");
  await ana!.page.keyboard.press("Enter");
  const ben = await withPhone(browser, "Ben");
  await ben.enter(ana!.page.url());
  const criterion = ben.story.getByText("The calendar shows free days only");
  await expect(criterion).toBeVisible();
  await ben.vote("5");
  await expect(criterion).toBeHidden();
  const heading = ben.story.getByRole("button", { name: say("criteria") });
  await heading.click();
  await expect(criterion).toBeVisible();
  await ben.vote("8");
  await expect(criterion).toBeVisible();
});
