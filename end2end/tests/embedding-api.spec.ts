// What a page of another site may ask of <ready-room> by attributes and methods.

import type { ReadyRoomElement } from "../../app/ready-room.d.ts";
import { element, facilitator, visitor } from "../support/embedded.ts";
import { expect, heard, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

const stories = [
  { key: "TL-1", title: "Reserve a tool" },
  { key: "TL-2", title: "Return a tool" },
];

test("the page has people invited by a link of its own", async ({ browser, portal }) => {
  const room = await portal.room();
  const own = "https://portal.example/teams/7?tab=room";
  const ana = await visitor(browser, portal, { body: `<ready-room id="room" room="${room}" name="Ana" link="${own}"></ready-room>` });
  await ana.within(element(ana)).isInside();
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const set = (link: string) => element(ana).evaluate((element, link) => element.setAttribute("link", link), link);
  const copied = async () => {
    await ana.page.evaluate(() => navigator.clipboard.writeText(""));
    await element(ana).locator(".copy-link-button").click();
    await expect.poll(() => ana.page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
    return ana.page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied()).toBe(own);
  await set("https://portal.example/teams/8");
  expect(await copied()).toBe("https://portal.example/teams/8");
  await set("javascript:alert(1)");
  expect(await copied()).toBe(`${portal.server}/room/${room}`);
});

test("the page adds stories, selects one and reveals, and is told what was refused", async ({ browser, portal }) => {
  const ana = await facilitator(browser, portal, await portal.room());
  await ana.isInside();
  await element(ana).evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), stories);
  await expect(ana.backlog.getByText("Return a tool")).toBeVisible();
  await element(ana).evaluate((room: ReadyRoomElement) => room.select("TL-2"));
  await expect(ana.story.getByRole("heading", { name: "Return a tool" })).toBeVisible();
  await element(ana).evaluate((room: ReadyRoomElement) => room.reveal());
  await expect(ana.result).toBeVisible();

  await element(ana).evaluate((room: ReadyRoomElement) => room.select("TL-99"));
  await element(ana).evaluate((room: ReadyRoomElement) => room.addStories([{ key: "TL-3", title: "" }]));
  await element(ana).evaluate((room: ReadyRoomElement) => room.addStories(["TL-4" as never]));
  await expect.poll(async () => (await heard(ana.page, "error")).map(({ detail }) => detail)).toEqual([
    { code: "refused", message: say("refusal_unknown_story") },
    { code: "refused", message: say("refusal_empty_story_title") },
    { code: "stories", message: "each story is an object with a title" },
  ]);
});

test("an estimate may be given as a number", async ({ browser, portal }) => {
  const ana = await facilitator(browser, portal, await portal.room(), `view="result"`);
  await expect.poll(() => heard(ana.page, "joined")).toHaveLength(1);
  // The room is at the first story, so that the estimate of that one would be hidden.
  const estimated = [
    { key: "TL-0", title: "Find a tool" },
    { key: "TL-1", title: "Reserve a tool", estimate: 5 },
    { key: "TL-2", title: "Return a tool", estimate: 0.5 },
  ];
  await element(ana).evaluate((room: ReadyRoomElement, stories) => room.addStories(stories), estimated);
  await expect(element(ana).getByRole("listitem").filter({ hasText: "TL-1" })).toContainText("5");
  await expect(element(ana).getByRole("listitem").filter({ hasText: "TL-2" })).toContainText("0.5");
  expect(await heard(ana.page, "error")).toEqual([]);
});

test("what is asked of a room that nobody is in is an error", async ({ browser, portal }) => {
  const body = `<ready-room id="room" room="${await portal.room()}"></ready-room>`;
  const ana = await visitor(browser, portal, { body });
  await expect(element(ana).getByLabel(say("your_name"))).toBeVisible();
  await element(ana).evaluate((room: ReadyRoomElement) => room.reveal());
  await expect.poll(async () => (await heard(ana.page, "error"))[0]?.detail.code).toBe("outside");
});

test("a room may be given by its link, and what is no room is an error", async ({ browser, portal }) => {
  const link = `${portal.server}/room/${await portal.room()}/?from=chat`;
  const ana = await visitor(browser, portal, { body: `<ready-room id="room" room="${link}" name="Ana"></ready-room>` });
  await ana.within(element(ana)).isInside();
  await element(ana).evaluate((element) => element.setAttribute("room", "Lending desk"));
  await expect(element(ana).getByRole("heading", { level: 1 })).toHaveText(say("not_found_title"));
  await expect.poll(async () => (await heard(ana.page)).map(({ type, detail }) => [type, detail.code])).toEqual([
    ["ready", undefined],
    ["joined", undefined],
    ["ready", undefined],
    ["error", "room"],
  ]);
});

test("a method of an element that was taken out of the page is an error", async ({ browser, portal }) => {
  const ana = await visitor(browser, portal, { body: `<ready-room id="room" room="${await portal.room()}" name="Ana"></ready-room>` });
  await ana.within(element(ana)).isInside();
  const codes = await element(ana).evaluate(async (room: ReadyRoomElement) => {
    const codes: string[] = [];
    room.addEventListener("ready-room:error", ({ detail }) => codes.push(detail.code));
    room.remove();
    await room.reveal();
    await room.addStories([{ title: "Reserve a tool" }]);
    return codes;
  });
  expect(codes).toEqual(["outside", "outside"]);
});
