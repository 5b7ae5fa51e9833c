// A room that facilitators lock, or give a passcode.

import type { Locator, Page } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** The switch that locks the room, in the settings. */
async function lockSwitch(page: Page): Promise<Locator> {
  const toggle = page.getByRole("switch", { name: say("keep_newcomers_out") });
  if (!(await toggle.isVisible())) await page.getByRole("button", { name: say("settings"), exact: true }).click();
  return toggle;
}

function joinButton(person: Person): Locator {
  return person.page.getByRole("button", { name: say("join_room") });
}

test("a locked room tells a newcomer so, lets in whoever was there, and the newcomer once it is unlocked", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const lock = await lockSwitch(ana!.page);
  await lock.focus();
  await ana!.page.keyboard.press("Space");
  await expect(lock).toHaveAttribute("aria-checked", "true");
  await expect(ben!.page.getByRole("img", { name: say("room_locked") })).toBeVisible();

  const cleo = await Person.with(browser, "Cleo");
  await cleo.page.goto(ana!.page.url());
  await expect(cleo.page.getByRole("status").filter({ hasText: say("refusal_locked") })).toBeVisible();
  await cleo.page.getByLabel(say("your_name")).fill("Cleo");
  await joinButton(cleo).click();
  await expect(cleo.page.locator(".field-error").getByText(say("refusal_locked"))).toBeVisible();
  await expectAccessible(cleo.page);

  await ben!.page.reload();
  await ben!.isInside();

  await lock.click();
  await expect(lock).toHaveAttribute("aria-checked", "false");
  await expect(ben!.page.getByRole("img", { name: say("room_locked") })).toHaveCount(0);
  await joinButton(cleo).click();
  await cleo.isInside();
});

test("newcomers are asked for the passcode by keyboard alone, and the name stays when it was wrong", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await lockSwitch(ana!.page);
  const field = ana!.page.getByLabel(say("passcode_for_newcomers"));
  await field.fill("open sesame");
  await ana!.page.keyboard.press("Enter");
  await expect(ana!.page.locator(".toast").filter({ hasText: say("done_passcode_set") })).toBeVisible();
  await expect(field).toHaveValue("");
  await expectAccessible(ana!.page);

  const ben = await Person.with(browser, "Ben");
  await ben.page.goto(ana!.page.url());
  const passcode = ben.page.getByLabel(say("passcode"), { exact: true });
  await expect(passcode).toBeVisible();
  await ben.page.getByLabel(say("your_name")).fill("Ben");
  await ben.page.keyboard.press("Tab");
  await expect(passcode).toBeFocused();
  await ben.page.keyboard.type("open barley");
  await ben.page.keyboard.press("Enter");
  await expect(ben.page.locator(".field-error").getByText(say("refusal_passcode_wrong"))).toBeVisible();
  await expect(ben.page.getByLabel(say("your_name"))).toHaveValue("Ben");
  await expectAccessible(ben.page);
  await passcode.fill("open sesame");
  await ben.page.keyboard.press("Enter");
  await ben.isInside();
  await ben.page.reload();
  await ben.isInside();
  expect([...ana!.received, ...ben.received].join("")).not.toContain("sesame");

  await ana!.page.getByRole("button", { name: say("remove_passcode") }).click();
  const cleo = await Person.with(browser, "Cleo");
  await expect(ana!.page.getByRole("button", { name: say("remove_passcode") })).toHaveCount(0);
  await cleo.enter(ana!.page.url());
});

test("whoever is at the gate when a passcode is set is asked for it then", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.page.goto(ana!.page.url());
  await ben.page.getByLabel(say("your_name")).fill("Ben");
  await lockSwitch(ana!.page);
  await ana!.page.getByLabel(say("passcode_for_newcomers")).fill("open sesame");
  await ana!.page.getByRole("button", { name: say("set_passcode") }).click();
  await expect(ana!.page.getByRole("button", { name: say("remove_passcode") })).toBeVisible();
  await joinButton(ben).click();
  const passcode = ben.page.getByLabel(say("passcode"), { exact: true });
  await passcode.fill("open sesame");
  await joinButton(ben).click();
  await ben.isInside();
});
