// What an import needs is fetched when somebody wants to import: once, again when it did not come, and in
// the language of the moment.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

/** The code of the import, and its texts. */
const parts = /\/assets\/(part-import\.[^/]*\.wasm|files-[^/]*\.json)$/;

/** The addresses of all parts that a page asks for from now on. */
function asked(page: Page): string[] {
  const addresses: string[] = [];
  page.on("request", (request) => parts.test(request.url()) && addresses.push(new URL(request.url()).pathname));
  return addresses;
}

/** Looks at a pasted list of two stories. */
async function paste(person: Person, language = "en"): Promise<void> {
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel(say("import_paste", {}, language)).fill("Water the herb wall\nMend the gate");
  await dialog.getByRole("button", { name: say("import_look", {}, language) }).click();
}

test("a first visit fetches no part of the import, and two imports fetch each part once", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const addresses = asked(ana.page);
  await ana.createRoom(server.url);
  await ana.addStory("Reserve a tool");
  await ana.page.waitForLoadState("networkidle");
  expect(addresses).toEqual([]);
  for (const count of [3, 5]) {
    await ana.page.getByRole("button", { name: say("backlog_import") }).first().click();
    await paste(ana);
    await ana.page.getByRole("button", { name: say("import_button", { n: 2 }) }).click();
    await expect(ana.backlog.getByRole("listitem")).toHaveCount(count);
    await expect(ana.page.getByRole("dialog")).toHaveCount(0);
  }
  // The table of texts may come from the browser's own memory the second time.
  const fetched = addresses.filter((address) => !address.endsWith(".json"));
  expect(fetched.map((address) => address.replace(/.*\./, ""))).toEqual(["wasm"]);
  expect(ana.faults).toEqual([]);
});

for (const [part, missing] of Object.entries({
  code: /\/assets\/part-import\.[^/]*\.wasm$/,
  texts: /\/assets\/files-[^/]*\.json$/,
})) {
  test(`an import whose ${part} does not arrive says so, and comes when it is tried again`, async ({ browser, server }) => {
    const [ana] = await meeting(browser, server.url, ["Ana"]);
    await ana!.page.route(missing, (route) => route.abort());
    await ana!.drop("list.txt", Buffer.from("Water the herb wall\nMend the gate"));
    const dialog = ana!.page.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toHaveText(say("part_not_loaded"));
    await expectAccessible(ana!.page);
    await dialog.getByRole("button", { name: say("try_again") }).click();
    await expect(dialog.getByRole("alert")).toHaveText(say("part_not_loaded"));
    await ana!.page.unroute(missing);
    await dialog.getByRole("button", { name: say("try_again") }).click();
    // The file was kept.
    await dialog.getByRole("button", { name: say("import_button", { n: 2 }) }).click();
    await expect(ana!.backlog.getByRole("listitem")).toHaveCount(2);
  });
}

test("an import that is closed while it is on its way shows nothing later", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  let go = () => {};
  const held = new Promise<void>((free) => (go = free));
  await ana!.page.route(/\/part-import\.[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const dialog = ana!.page.getByRole("dialog");
  await ana!.drop("list.txt", Buffer.from("Water the herb wall"));
  await expect(dialog.getByText(say("part_loading"))).toBeVisible();
  await ana!.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  const came = ana!.page.waitForResponse(/\/part-import\.[^/]*\.wasm$/);
  go();
  await (await came).finished();
  await ana!.page.getByRole("button", { name: say("backlog_import") }).first().click();
  // The file was dropped for an import that was closed.
  await expect(dialog.getByText(say("import_drop"))).toBeVisible();
  await expect(dialog.locator(".import-drop")).toHaveCount(1);
});

test("an import in an element goes on in another language", async ({ browser, portal }) => {
  const room = await portal.room();
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  const ana = await Person.with(browser, "Ana");
  await ana.page.goto(portal.page({ body: `<ready-room id="room" room="${room}" token="${token}" lang="en"></ready-room>` }));
  const element = ana.page.locator("#room");
  const inside = ana.within(element);
  await inside.isInside();
  await element.getByRole("button", { name: say("backlog_import") }).first().click();
  const dialog = element.getByRole("dialog");
  await expect(dialog.getByText(say("import_paste"))).toBeVisible();
  await element.evaluate((room) => room.setAttribute("lang", "de"));
  await expect(dialog.getByRole("heading", { name: say("import_title", {}, "de") })).toBeVisible();
  await paste(inside, "de");
  await expect(dialog.getByText(say("import_stories", { n: 2 }, "de"), { exact: true })).toBeVisible();
  await element.evaluate((room) => room.setAttribute("lang", "en"));
  await dialog.getByRole("button", { name: say("import_button", { n: 2 }) }).click();
  await expect(inside.backlog.getByRole("listitem")).toHaveCount(2);
  await inside.undo(say("imported", { n: 2 }));
  await expect(inside.backlog.getByRole("listitem")).toHaveCount(0);
});
