// The short notice of what was done: one at a time, by name, out of the way.

import { meeting, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** All notices on somebody's page. */
const toasts = (person: Person) => person.page.locator(".toast");

test("six added stories give one toast, with the title of the newest", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const titles = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
  for (const title of titles) await ana!.addStory(title);
  await expect(toasts(ana!)).toHaveCount(1);
  await expect(toasts(ana!)).toContainText(say("done_story_added", { story: "Sixth" }));
  await ana!.undo("Sixth");
  await expect(toasts(ana!)).toHaveCount(0);
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(5);
});

test("a notice does not take away the undo of what was done before it", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("First");
  await ana!.takeAway(/^CSV/);
  await expect(toasts(ana!)).toHaveCount(1);
  await ana!.undo(say("done_story_added", { story: "First" }));
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(0);
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 640]] as const) {
  test(`a toast lies over nothing that is pressed at ${width} × ${height}`, async ({ browser, server }) => {
    const [ana] = await meeting(browser, server.url, ["Ana"]);
    await ana!.addStory("Reserve a tool for a weekend, and tell the one who lends it");
    await ana!.page.setViewportSize({ width, height });
    await expect(toasts(ana!)).toBeVisible();
    const covered = await ana!.page.evaluate(() => {
      const toast = document.querySelector(".toast")!.getBoundingClientRect();
      // The pencil beside the room's title is the one exception, in a header without another place.
      const pressed = ".room button:not(.room-title-edit), .room a, .room input, .room textarea";
      const shown = [...document.querySelectorAll<HTMLElement>(pressed)].filter((part) =>
        part.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      );
      const below = shown.filter((part) => {
        const { left, right, top, bottom, width } = part.getBoundingClientRect();
        return width > 1 && left < toast.right && right > toast.left && top < toast.bottom && bottom > toast.top;
      });
      return below.map((part) => part.className);
    });
    expect(covered).toEqual([]);
  });
}
