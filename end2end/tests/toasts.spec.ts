// The short notice of what was done: one at a time, by name, out of the way.

import { meeting, type Person } from "../support/person.ts";
import { isStill } from "../support/still.ts";
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

test("an undo that would take back what came later says so and does nothing", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.addStory("First");
  await ben!.vote("5");
  await ana!.undo(say("done_story_added", { story: "First" }));
  await expect(toasts(ana!)).toContainText(say("refusal_changed_since"));
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(1);
  await expect(ben!.card("5")).toHaveAttribute("aria-checked", "true");
});

test("an import is undone except for the story that somebody has voted on, and the undo as well", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.drop("stories.csv", Buffer.from("Title\nOne\nTwo\nThree\n"));
  await ana!.importStories(3);
  await ben!.vote("8");
  await ana!.undo(say("imported", { n: 3 }));
  await expect(ana!.backlog.getByRole("listitem")).toHaveCount(1);
  await ben!.holds("8");
  await ana!.undo(say("done_undone_partly", { n: 1 }));
  await expect(ben!.backlog.getByRole("listitem")).toHaveCount(3);
});

test("a round that was started by mistake is taken back with its cards", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.vote("3");
  await ana!.reveal();
  await ana!.page.getByRole("button", { name: say("vote_again") }).click();
  await expect(ben!.result).toHaveCount(0);
  await ana!.undo(say("done_round_started"));
  await expect(ben!.result).toBeVisible();
  await expect(ben!.seat("Ana")).toContainText("3");
});

test("whoever becomes an observer by mistake gets the vote back", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.vote("3");
  await ben!.page.getByRole("button", { name: say("observer"), exact: true }).click();
  await ben!.undo(say("done_now_observing"));
  await ben!.holds("3");
  await expect(ana!.seat("Ben")).toBeVisible();
});

test("one of two removed people is let in again, with the vote, and the other is not", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await cleo!.vote("5");
  for (const person of [ben!, cleo!]) {
    await ana!.personRow(person.name).hover();
    await ana!.page.getByRole("button", { name: say("person_actions", { name: person.name }) }).click();
    await ana!.page.getByText(say("remove_person"), { exact: true }).click();
    await expect(ana!.personRow(person.name)).toHaveCount(0);
  }
  await ana!.undo(say("done_person_removed", { name: "Cleo" }));
  await cleo!.page.reload();
  await cleo!.holds("5");
  await ben!.page.reload();
  await expect(ben!.page.getByRole("heading", { name: say("removed_title") })).toBeVisible();
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 640]] as const) {
  test(`a toast lies over nothing that is pressed at ${width} × ${height}`, async ({ browser, server }) => {
    const [ana] = await meeting(browser, server.url, ["Ana"]);
    await ana!.addStory("Reserve a tool for a weekend, and tell the one who lends it");
    await ana!.page.setViewportSize({ width, height });
    await expect(toasts(ana!)).toBeVisible();
    // The toast arrives, and where the window became narrow the drawers slide away.
    await isStill(ana!.page);
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
