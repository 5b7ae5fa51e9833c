// A page whose texts somebody else changes: a translator, or an extension that marks words.

import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** Puts each text into two elements, as translators do: the same node, or another one in its place. */
async function wrapTexts(person: Person, how: "moved" | "translated"): Promise<void> {
  const wrapped = await person.page.evaluate((how) => {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    const isMeant = (text: Text) => {
      const parent = text.parentElement!;
      if (!text.data.trim() || parent.closest("script, style, noscript, textarea")) return false;
      return how === "moved" || parent.closest("[translate=no]") === null;
    };
    const meant = texts.filter(isMeant);
    for (const text of meant) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(how === "moved" ? text : `»${text.data}«`);
    }
    return meant.length;
  }, how);
  expect(wrapped).toBeGreaterThan(10);
}

for (const how of ["moved", "translated"] as const) {
  test(`votes, texts and stories of others still show on a page whose texts were ${how}`, async ({ browser, server }) => {
    const [ben, ana] = await meeting(browser, server.url, ["Ben", "Ana"]);
    await ben!.addStory("First");
    await ben!.page.getByLabel(say("add_criterion"), { exact: true }).fill("Free days only");
    await ben!.page.keyboard.press("Enter");
    await expect(ana!.story.getByText("Free days only")).toBeVisible();
    await wrapTexts(ana!, how);

    await ben!.addStory("Second");
    await expect(ana!.backlog.getByText("Second", { exact: true })).toBeVisible();
    await ben!.story.getByRole("button", { name: "Free days only" }).click();
    const field = ben!.page.getByLabel(say("edit_criterion"), { exact: true });
    await field.fill("Days that are free");
    await field.press("Enter");
    await expect(ana!.story.getByText("Days that are free", { exact: true })).toBeVisible();

    await ben!.vote("5");
    await expect(ana!.seat("Ben").getByText(say("voted"))).toBeVisible();
    await ana!.vote("5");
    await expect(ana!.result).toBeVisible();
    await ben!.saveAndNext("5");
    await expect(ana!.story.getByRole("heading", { name: "Second" })).toBeVisible();
    await expect(ana!.storyRow("First").getByText("5", { exact: true })).toBeVisible();
    await ana!.holdsNothing();
    expect(ana!.faults).toEqual([]);
  });
}
