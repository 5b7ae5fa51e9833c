// Reload, drop, second tab, restart: the same person, in the same role, with the same vote.

import { Line } from "../support/line.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

test("b26 a dropped and reloaded person is one entry with their vote", async ({ browser, server }) => {
  const line = await Line.to(server.url);
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana!.page.url().replace(server.url, line.url));
  await ben.vote("8");
  for (let time = 0; time < 5; time++) {
    line.cut();
    await ben.page.reload();
    await ben.holds("8");
  }
  await expect(ana!.table.getByRole("listitem")).toHaveCount(2);
  await expect(ana!.personRow("Ben")).toHaveCount(1);
  await expect(ana!.seat("Ben").getByText(say("voted"))).toBeVisible();
  line.close();
});

test("a second tab is the same person, and closing one of two changes nothing", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.vote("3");
  const second = await ben!.context.newPage();
  await second.goto(ben!.page.url());
  const card = second.getByRole("radio", { name: "3", exact: true });
  await expect(card).toHaveAttribute("aria-checked", "true");
  await second.getByRole("radio", { name: "5", exact: true }).click();
  await ben!.holds("5");
  await second.close();
  await expect(ana!.table.getByRole("listitem")).toHaveCount(2);
  await ana!.vote("5");
  await expect(ana!.seat("Ben").getByText(say("away"))).toHaveCount(0);
  await expect(ana!.result).toBeVisible();
});

test("a view that is long on its way is waited for, and not asked for again", async ({ browser, server }) => {
  const line = await Line.to(server.url);
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  let attempts = 0;
  ben.page.on("websocket", () => (attempts += 1));
  await ben.page.goto(ana!.page.url().replace(server.url, line.url));
  await ben.page.getByLabel(say("your_name")).fill("Ben");
  line.goDead();
  await ben.page.getByRole("button", { name: say("join_room") }).click();
  // Longer than any pong may take.
  await ben.page.waitForTimeout(6_000);
  line.goOn();
  await ben.isInside();
  expect(attempts).toBe(1);
  await expect(ana!.table.getByRole("listitem")).toHaveCount(2);
  line.close();
});

test("b16 everybody comes back in the role they had", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  const cleo = await Person.with(browser, "Cleo");
  await ben.enter(ana!.page.url());
  await cleo.enter(ana!.page.url(), "observer");
  for (let round = 0; round < 3; round++) {
    for (const person of [ana!, ben, cleo]) {
      await person.page.reload();
      await person.isInside();
    }
    await expect(cleo.page.getByText(say("you_observe"))).toBeVisible();
    await expect(cleo.hand).toHaveCount(0);
    await ana!.vote("3");
    await ben.vote("3");
    await expect(ana!.result).toBeVisible();
    await ana!.page.getByRole("button", { name: say("vote_again") }).click();
    await ben.holdsNothing();
  }
  await expect(ana!.page.getByText(say("you_facilitate"))).toBeVisible();
});

test("b15 a newcomer sees the revealed round and waits for the next", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.vote("3");
  await ben!.vote("5");
  await expect(ana!.result).toBeVisible();
  const cleo = await Person.with(browser, "Cleo");
  await cleo.enter(ana!.page.url());
  await ben!.page.reload();
  for (const person of [ana!, ben!, cleo]) {
    await expect(person.result.getByText(say("result_tie", { cards: say("list_and", { first: "3", last: "5" }) }))).toBeVisible();
    await expect(person.seat("Ben").getByText("5", { exact: true })).toBeVisible();
  }
  await expect(cleo.page.getByText(say("hand_wait"))).toBeVisible();
});

test("b33 the host comes back as host, a stranger with the host's name does not", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const link = ana!.page.url();
  await ana!.page.close();
  const stranger = await Person.with(browser, "Ana");
  await stranger.enter(link);
  await expect(stranger.page.getByText(say("you_facilitate"))).toHaveCount(0);
  await expect(stranger.seat("Ana (2)")).toBeVisible();
  const again = await ana!.context.newPage();
  await again.goto(link);
  await expect(again.getByText(say("you_facilitate"))).toBeVisible();
});

test("b28 without storage the visit works, and the page says what a reload forgets", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await ben.page.goto(ana!.page.url());
  await expect(ben.page.getByText(say("no_storage"))).toBeVisible();
  await ben.join();
  await ben.vote("5");
  await ben.page.reload();
  await ben.join();
  await expect(ana!.seat("Ben (2)")).toBeVisible();
});

test("a removed person is told and stays out until they are let in again", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ben!.vote("5");
  await ana!.personRow("Ben").hover();
  await ana!.page.getByRole("button", { name: say("person_actions", { name: "Ben" }) }).click();
  await ana!.page.getByText(say("remove_person"), { exact: true }).click();
  await expect(ben!.page.getByRole("heading", { name: say("removed_title") })).toBeVisible();
  await expect(ana!.table.getByRole("listitem")).toHaveCount(1);
  await ana!.undo(say("done_person_removed", { name: "Ben" }));
  await ben!.page.goto(ana!.page.url());
  await ben!.isInside();
  await ben!.holds("5");
});

test("a lost connection shows within five seconds and comes back by itself", async ({ browser, server }) => {
  const line = await Line.to(server.url);
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.enter(ana!.page.url().replace(server.url, line.url));
  // A page that is still busy with coming in reads no answer, and asks once more before it gives a line up.
  await expect.poll(() => ben.received.filter((frame) => frame.startsWith('{"pong"')).length).toBeGreaterThan(1);
  line.goDead();
  await expect(ben.page.getByText(saying("connection_lost"))).toBeVisible({ timeout: 5_000 });
  await ana!.addStory("Told while Ben was away");
  line.mend();
  await expect(ben.story.getByRole("heading", { name: "Told while Ben was away" })).toBeVisible();
  await expect(ben.page.getByText(saying("connection_lost"))).toHaveCount(0);
  line.close();
});

test("each base path keeps its own rooms, and one from before that was so is still known", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const before = `ready-room:room:${ana!.page.url().split("/").at(-1)}`;
  const keys = () => ana!.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ready-room:room:")));
  await expect.poll(keys).toEqual([`${before} ${server.url}/`]);
  await ana!.page.evaluate(([before, now, elsewhere]) => {
    const value = localStorage.getItem(now!)!;
    localStorage.removeItem(now!);
    localStorage.setItem(before!, value);
    localStorage.setItem(elsewhere!, JSON.stringify({ ...JSON.parse(value), title: "Elsewhere" }));
  }, [before, `${before} ${server.url}/`, `ready-room:room:${"b".repeat(16)} ${server.url}/elsewhere/`]);
  await ana!.page.goto(server.url);
  await expect(ana!.page.getByRole("link", { name: /Elsewhere/ })).toHaveCount(0);
  await ana!.page.getByRole("link", { name: /Lending desk/ }).click();
  await expect(ana!.page.getByText(say("you_facilitate"))).toBeVisible();
  await expect.poll(keys).not.toContain(before);
  expect(await keys()).toContain(`${before} ${server.url}/`);
});

test("a room that is not found is no longer listed, and costs nobody their secret", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const room = "a".repeat(16);
  const key = `ready-room:room:${room} ${server.url}/`;
  await ana.page.goto(server.url);
  await ana.page.evaluate((key) => {
    localStorage.setItem(key, JSON.stringify({ secret: "s".repeat(32), name: "Ana", title: "Lost", visited: 1 }));
  }, key);
  await ana.page.reload();
  await ana.page.getByRole("link", { name: /Lost/ }).click();
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(saying("no_such_room_title"));
  expect(await ana.page.evaluate((key) => JSON.parse(localStorage.getItem(key)!).secret, key)).toBe("s".repeat(32));
  await ana.page.goto(server.url);
  await expect(ana.page.getByRole("button", { name: say("create_room") })).toBeVisible();
  await expect(ana.page.getByRole("link", { name: /Lost/ })).toHaveCount(0);
});
