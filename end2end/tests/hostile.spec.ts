// Text that tries to be something else, and text that is far too long.

import { meeting, Person } from "../support/person.ts";
import { isStill } from "../support/still.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const script = "<img src=x onerror=alert(1)>";

test("b38 text is shown as typed everywhere and never run", async ({ browser, server }) => {
  const ana = await Person.with(browser, script);
  const dialogs: string[] = [];
  ana.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await ana.createRoom(server.url, script);
  await expect(ana.page).toHaveTitle(new RegExp(script.replace(/[()]/g, "\\$&")));
  await expect(ana.seat(script)).toBeVisible();
  await ana.addStory(script);
  await ana.page.getByLabel(say("add_criterion"), { exact: true }).fill(script);
  await ana.page.keyboard.press("Enter");
  await expect(ana.story.getByRole("button", { name: script })).toBeVisible();

  await ana.story.getByRole("button", { name: say("edit_story"), exact: true }).click();
  await ana.page.getByLabel(say("story_description")).fill(`**Bold** ${script} [click](javascript:alert(2)) <script>alert(3)</script>`);
  await ana.story.getByRole("button", { name: say("save"), exact: true }).click();
  await expect(ana.story.locator("strong", { hasText: "Bold" })).toBeVisible();
  await expect(ana.story.getByText(script).first()).toBeVisible();
  await expect(ana.page.locator("img[src='x'], a[href^='javascript']")).toHaveCount(0);

  await ana.drop(`${script}.csv`, Buffer.from(`Summary,Issue key,Issue Type\n"${script} twice",XS-1,Story\n`));
  await expect(ana.page.getByRole("dialog").locator(".import-title").getByText(`${script} twice`)).toBeVisible();
  await ana.page.keyboard.press("Escape");
  expect(await ana.takeAway(/^Report/)).not.toContain("<img");
  expect(dialogs).toEqual([]);
  expect(ana.faults).toEqual([]);
});

test("b40 avatars show the first whole character, and names nobody can see are refused", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const names = { "👩🏽‍🚀 Cleo": "👩🏽‍🚀", "🇬🇧 Ben": "🇬🇧", "e\u0301va": "e\u0301" };
  for (const [name, shown] of Object.entries(names)) {
    const person = await Person.with(browser, name);
    await person.enter(ana!.page.url());
    await expect(ana!.seat(name).locator(".avatar")).toHaveText(shown);
    await person.context.close();
  }
  const nobody = await Person.with(browser, "Nobody");
  await nobody.page.goto(ana!.page.url());
  for (const [typed, reason] of [
    ["   ", "refusal_empty_name"],
    ["\u200b\u2800", "refusal_invisible_name"],
  ] as const) {
    await nobody.page.getByLabel(say("your_name")).fill(typed);
    await nobody.page.getByRole("button", { name: say("join_room") }).click();
    await expect(nobody.page.getByText(say(reason))).toBeVisible();
  }
});

test("b32 people with the same name are told apart", async ({ browser, server }) => {
  const [ana, first, second, third] = await meeting(browser, server.url, ["Ana", "Alex", "Alex", "alex "]);
  await ana!.vote("1");
  await first!.vote("3");
  await second!.vote("5");
  await third!.vote("8");
  await expect(ana!.result).toBeVisible();
  for (const [name, card] of [
    ["Alex", "3"],
    ["Alex (2)", "5"],
    ["alex (3)", "8"],
  ] as const) {
    await expect(ana!.seat(name).getByText(card, { exact: true })).toBeVisible();
  }
});

test("b42 long text never widens the page, at 320 px", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["W".repeat(40)]);
  await ana!.addStory("x".repeat(2_000));
  for (let n = 0; n < 12; n++) {
    await ana!.page.getByLabel(say("add_criterion"), { exact: true }).fill(`${n} ${"y".repeat(300)}`);
    await ana!.page.keyboard.press("Enter");
  }
  await expect(ana!.story.getByText(/^11 y/)).toBeVisible();
  for (const width of [320, 390, 1024, 1440]) {
    await ana!.page.setViewportSize({ width, height: 800 });
    await isStill(ana!.page);
    const overflow = await ana!.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `at ${width} px`).toBe(0);
    const side = await ana!.page.locator(".room-side").evaluate((side) => side.scrollWidth - side.clientWidth);
    expect(side, `of the people's side at ${width} px`).toBe(0);
    await expect(ana!.card("5")).toBeInViewport();
  }
});
