// The affinity wall: a silent sort by everybody at the same time (rule 47).

import type { Locator } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";
import { throwWithFinger } from "../support/touch.ts";

/** The wall, as one person sees it. */
class Wall {
  constructor(readonly person: Person) {}

  get list(): Locator {
    return this.person.page.getByRole("list", { name: this.#say("wall_stories") });
  }

  card(title: string): Locator {
    return this.list.getByRole("button", { name: title });
  }

  async join() {
    await this.person.page.getByRole("button", { name: this.#say("wall_join") }).click();
    await expect(this.list).toBeVisible();
  }

  /** Sees a story in a column, whatever else its card says. */
  async has(title: string, column: string) {
    await expect(this.card(title)).toHaveAccessibleName(new RegExp(`^${title}\\s*,\\s*${column}(\\s|$)`));
  }

  /** Takes hold of a story with the mouse. */
  async grab(title: string) {
    const { mouse } = this.person.page;
    const { x, y } = await middle(this.card(title));
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + 8, y + 8);
  }

  /** Drops it in a column. */
  async drop(column: string) {
    const { mouse } = this.person.page;
    const { x, y } = await middle(this.heading(column));
    await mouse.move(x, y + 80, { steps: 4 });
    await mouse.up();
  }

  heading(column: string): Locator {
    return this.person.page.locator(".wall-heading-button", { hasText: new RegExp(`^${column}$`) });
  }

  /** Moves a story so many columns on by key. */
  async key(title: string, columns: number) {
    await this.card(title).focus();
    await this.person.page.keyboard.press("Space");
    for (let n = 0; n < Math.abs(columns); n++) await this.person.page.keyboard.press(columns > 0 ? "ArrowRight" : "ArrowLeft");
    await this.person.page.keyboard.press("Space");
  }

  names(): Promise<(string | null)[]> {
    return this.list.getByRole("button").evaluateAll((cards) => cards.map((card) => card.textContent));
  }

  #say(key: string): string {
    return say(key, {}, this.person.language);
  }
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Puts all stories on a wall. */
async function openWall(person: Person, stories: number) {
  await person.page.getByRole("button", { name: say("wall_sort"), exact: true }).click();
  await person.page.getByRole("button", { name: say("wall_put", { n: stories }) }).click();
  await expect(person.page.getByRole("dialog")).toHaveCount(0);
}

test("two people sort at the same time; the rest is saved in one step, and what keeps moving goes to a round", async ({ browser, ownServer }) => {
  test.setTimeout(120_000);
  const server = await ownServer();
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  if (!ana || !ben) throw new Error("two people");
  for (const title of ["Lend a drill", "Mend the gate", "Paint the shed", "Oil the hinge", "Sweep the yard"]) await ana.addStory(title);
  const [hers, his] = [new Wall(ana), new Wall(ben)];

  await test.step("a facilitator opens it, and the others join in one press", async () => {
    await ana.page.getByRole("button", { name: say("wall_sort"), exact: true }).click();
    const put = ana.page.getByRole("button", { name: say("wall_put", { n: 5 }) });
    await expect(put).toBeVisible();
    await expectAccessible(ana.page);
    await put.click();
    await expect(hers.list.getByRole("listitem")).toHaveCount(5);
    await expect(ben.page.getByText(say("wall_bar", { n: 5 }))).toBeVisible();
    await his.join();
    await his.has("Lend a drill", say("wall_not_placed"));
    await expectAccessible(ben.page);
  });

  await test.step("both drag at once, also the same story, and see the same wall", async () => {
    // Both take hold first: what others drop moves up what is below.
    await hers.grab("Lend a drill");
    await his.grab("Mend the gate");
    await Promise.all([hers.drop("3"), his.drop("8")]);
    await his.has("Lend a drill", "3");
    await hers.has("Mend the gate", "8");
    await hers.grab("Paint the shed");
    await his.grab("Paint the shed");
    await Promise.all([hers.drop("5"), his.drop("13")]);
    await expect(hers.card("Paint the shed")).toHaveAccessibleName(new RegExp(say("wall_moves", { n: 1 })));
    await expect(async () => expect(await his.names()).toEqual(await hers.names())).toPass();
    await expect(hers.list.locator(".is-sending")).toHaveCount(0);
  });

  await test.step("by key a story is picked up, aimed and put down; Escape leaves it; each move is counted", async () => {
    const heard = ben.page.getByRole("status");
    await his.key("Oil the hinge", 5);
    await his.has("Oil the hinge", "3");
    await expect(heard.filter({ hasText: say("said_placed", { story: "Oil the hinge", column: "3" }) })).toBeAttached();
    await expect(his.card("Oil the hinge")).toBeFocused();
    await ben.page.keyboard.press("Space");
    await ben.page.keyboard.press("ArrowRight");
    await ben.page.keyboard.press("Escape");
    await expect(heard.filter({ hasText: say("said_stays", { story: "Oil the hinge", column: "3" }) })).toBeAttached();
    await ben.page.keyboard.press("ArrowLeft");
    await expect(his.card("Sweep the yard")).toBeFocused();
    for (const [wall, columns, column] of [[hers, 1, "5"], [his, 1, "8"], [hers, -2, "3"]] as const) {
      await wall.key("Oil the hinge", columns);
      await his.has("Oil the hinge", column);
      await hers.has("Oil the hinge", column);
    }
    await expect(his.card("Oil the hinge")).toHaveAccessibleName(new RegExp(say("wall_keeps_moving")));
    await expect(his.card("Lend a drill")).not.toHaveAccessibleName(new RegExp(say("wall_keeps_moving")));
    // A digit is for the wall, and plays no card behind it.
    await ben.page.keyboard.press("8");
  });

  await test.step("it outlives a server that is killed", async () => {
    const before = await his.names();
    await server.crash();
    await ben.page.reload();
    await his.join();
    await expect.poll(() => his.names()).toEqual(before);
    await expectAccessible(ben.page);
  });

  await test.step("the rest is saved in one step with one undo", async () => {
    await ana.page.getByRole("button", { name: say("wall_save", { n: 3 }) }).click();
    await expect(his.list.getByRole("listitem")).toHaveCount(2);
    await ana.undo(say("done_estimates_saved", { n: 3 }));
    await expect(his.list.getByRole("listitem")).toHaveCount(5);
    await his.has("Lend a drill", "3");
    await ana.page.getByRole("button", { name: say("wall_save", { n: 3 }) }).click();
    await expect(his.list.getByRole("listitem")).toHaveCount(2);
  });

  await test.step("the room goes to what keeps moving, and everybody with it", async () => {
    await ana.page.getByRole("button", { name: say("wall_vote", { n: 2 }) }).click();
    await expect(ben.story.getByRole("heading", { name: "Oil the hinge" })).toBeVisible();
    await expect(his.list).toHaveCount(0);
    await ben.holdsNothing();
    await expect(ben.storyRow("Lend a drill").getByText("3", { exact: true })).toBeVisible();
    await ben.vote("5");
    await ana.vote("5");
    await ana.saveAndNext("5");
    await expect(ben.story.getByRole("heading", { name: "Sweep the yard" })).toBeVisible();
  });
});

test("an observer watches the wall; on a phone it scrolls sideways and a touch moves a story", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  if (!ana) throw new Error("one person");
  for (const title of ["Lend a drill", "Mend the gate"]) await ana.addStory(title);
  const ben = await Person.with(browser, "Ben", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ben.enter(ana.page.url());
  const cleo = await Person.with(browser, "Cleo");
  await cleo.enter(ana.page.url(), "observer");
  await openWall(ana, 2);
  const [his, hers] = [new Wall(ben), new Wall(cleo)];
  await his.join();
  await hers.join();
  await expectAccessible(ben.page);
  expect(await ben.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await his.card("Lend a drill").tap();
  await expect(his.card("Lend a drill")).toHaveAttribute("aria-pressed", "true");
  await expect(ben.page.getByText(say("wall_held", { story: "Lend a drill" })).last()).toBeVisible();
  await ben.page.getByRole("button", { name: say("wall_put_in", { column: "1" }), exact: true }).tap();
  await hers.has("Lend a drill", "1");

  await hers.card("Mend the gate").click({ force: true });
  await expect(hers.card("Mend the gate")).toHaveAttribute("aria-pressed", "false");
  await hers.grab("Mend the gate");
  await hers.drop("1");
  await hers.has("Mend the gate", say("wall_not_placed"));

  await ana.page.getByRole("button", { name: say("wall_take_down") }).click();
  await expect(ben.story).toBeVisible();
  await ana.undo(say("done_wall_down"));
  await his.join();
  await his.has("Lend a drill", "1");
});

test("on a phone a story is thrown into a column by its grip, and the next touch counts", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  if (!ana) throw new Error("one person");
  for (const title of ["Lend a drill", "Mend the gate"]) await ana.addStory(title);
  const ben = await Person.with(browser, "Ben", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ben.enter(ana.page.url());
  await openWall(ana, 2);
  const his = new Wall(ben);
  await his.join();
  const grip = await middle(his.list.getByRole("listitem").filter({ hasText: "Lend a drill" }).locator(".wall-grip"));
  const { x } = await middle(his.heading("0"));
  await throwWithFinger(ben.page, grip, { x, y: grip.y });
  await his.has("Lend a drill", "0");
  await his.card("Mend the gate").tap();
  await expect(his.card("Mend the gate")).toHaveAttribute("aria-pressed", "true");
});

test("the wall is mirrored in Arabic, and so are its keys", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  if (!ana) throw new Error("one person");
  await ana.addStory("Lend a drill");
  const nour = await Person.speaking(browser, "ar", "نور");
  await nour.enter(ana.page.url());
  await openWall(ana, 1);
  const [hers, mirrored] = [new Wall(ana), new Wall(nour)];
  await mirrored.join();
  await mirrored.card("Lend a drill").focus();
  for (const key of ["Space", "ArrowLeft", "Space"]) await nour.page.keyboard.press(key);
  await hers.has("Lend a drill", "0");
  const waiting = await middle(mirrored.heading(say("wall_not_placed", {}, "ar")));
  expect(waiting.x).toBeGreaterThan((await middle(mirrored.card("Lend a drill"))).x);
});
