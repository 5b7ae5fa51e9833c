// What people find on a phone without looking for it.

import { devices, type Browser, type Locator } from "@playwright/test";

import { meeting, Person } from "../support/person.ts";
import { isStill } from "../support/still.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";
import { throwWithFinger } from "../support/touch.ts";

const phone = { width: 390, height: 844 };

/** Somebody with a phone. */
const withPhone = (browser: Browser, name: string) => Person.with(browser, name, { viewport: phone });

test("creating a room is in sight on a phone and a small screen, with the chosen deck", async ({ browser, server }) => {
  for (const viewport of [phone, { width: 1024, height: 768 }]) {
    const ana = await Person.with(browser, "Ana", { viewport });
    await ana.page.goto(server.url);
    await expect(ana.page.getByRole("button", { name: say("create_room") })).toBeInViewport({ ratio: 1 });
    await expect(ana.page.locator("summary").getByText(say("deck_modified_fibonacci"))).toBeVisible();
  }
});

test("another deck is chosen behind the one that is shown", async ({ browser, server }) => {
  const ana = await withPhone(browser, "Ana");
  await ana.page.goto(server.url);
  const shown = ana.page.locator("summary");
  const shirts = ana.page.getByRole("radio", { name: say("deck_t_shirt") });
  await expect(shirts).toBeHidden();
  await shown.click();
  await shirts.check();
  await expect(shown.getByText(say("deck_t_shirt"))).toBeVisible();
  await ana.page.getByRole("button", { name: say("create_room") }).click();
  await ana.join();
  await expect(ana.card("XL")).toBeVisible();
});

test("an empty room on a phone offers to add stories", async ({ browser, server }) => {
  const ana = await withPhone(browser, "Ana");
  const link = await ana.createRoom(server.url);
  await ana.story.getByRole("button", { name: say("add_stories") }).click();
  await expect(ana.page.getByLabel(say("add_story"), { exact: true })).toBeFocused();
  await ana.page.keyboard.press("Escape");
  await ana.story.getByRole("button", { name: say("backlog_import") }).click();
  await expect(ana.page.getByRole("dialog")).toBeVisible();

  const ben = await withPhone(browser, "Ben");
  await ben.enter(link);
  await expect(ben.story.getByRole("button", { name: say("add_stories") })).toHaveCount(0);
});

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

test("a story is moved and its menu opened on a phone that was never touched there before", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  for (const title of ["First", "Second", "Third"]) await ana!.addStory(title);
  const phoneOfAna = await ana!.context.browser()!.newContext({
    ...devices["Pixel 7"],
    locale: "en-GB",
    storageState: await ana!.context.storageState(),
  });
  const page = await phoneOfAna.newPage();
  await page.goto(ana!.page.url());
  await page.getByRole("button", { name: say("backlog"), exact: true }).click();
  const rows = page.getByRole("list", { name: say("backlog"), exact: true }).getByRole("listitem");
  const handle = rows.nth(0).getByRole("button", { name: say("move_hint") });
  await expect(handle).toBeVisible();
  await expect(handle).toHaveCSS("opacity", "1");
  await expect(rows.nth(2).getByRole("button", { name: say("story_actions", { story: "Third" }) })).toHaveCSS("opacity", "1");

  // The drawer slides in.
  await isStill(page);
  const middle = async (locator: Locator) => {
    const box = (await locator.boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
  };
  const [from, to] = [await middle(handle), await middle(rows.nth(2))];
  await throwWithFinger(page, from, { x: from.x, y: to.y + to.height / 3 });
  await expect(rows.nth(2)).toContainText("First");
  await page.getByRole("button", { name: say("story_actions", { story: "Third" }) }).tap();
  await expect(page.getByText(say("delete_story"), { exact: true })).toBeVisible();
  await expect(ana!.backlog.getByRole("listitem").nth(2)).toContainText("First");
  await phoneOfAna.close();
});

test("the page can be installed, below a path of its own as well", async ({ browser, server }) => {
  const ana = await withPhone(browser, "Ana");
  await ana.page.goto(server.url);
  const address = await ana.page.locator("link[rel=manifest]").evaluate((link: HTMLLinkElement) => link.href);
  const answer = await ana.page.request.get(address);
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = (await answer.json()) as { start_url: string; scope: string; icons: { src: string; sizes: string }[] };
  expect(new URL(manifest.start_url, address).href).toBe(new URL("./", server.url).href);
  expect(new URL(manifest.scope, address).href).toBe(new URL("./", server.url).href);
  const touch = await ana.page.locator("link[rel=apple-touch-icon]").evaluate((link: HTMLLinkElement) => link.href);
  const icons = manifest.icons.map(({ src, sizes }) => ({ src: new URL(src, address).href, sizes }));
  for (const { src, sizes } of [...icons, { src: touch, sizes: "180x180" }]) {
    const width = await ana.page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return image.naturalWidth;
    }, src);
    if (sizes !== "any") expect(`${width}x${width}`, src).toBe(sizes);
  }
});
