// Parts of the page that are loaded when they are first shown: each that does not arrive says so, and comes
// when it is tried again.

import type { Locator } from "@playwright/test";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** A part of a room: how somebody opens it, and what shows that it is there. */
interface RoomPart {
  /** What is opened. */
  what: string;
  /** The part that it is in. */
  name: string;
  open: (ana: Person) => Promise<void>;
  shown: (ana: Person) => Locator;
}

const roomParts: RoomPart[] = [
  {
    what: "import",
    name: "import",
    open: (ana) => ana.page.getByRole("button", { name: say("backlog_import") }).first().click(),
    shown: (ana) => ana.page.getByText(say("import_drop")),
  },
  {
    what: "preview",
    name: "import_preview",
    open: (ana) => ana.drop("list.txt", Buffer.from("Water the herb wall\nMend the gate")),
    shown: (ana) => ana.page.getByRole("button", { name: say("import_button", { n: 2 }) }),
  },
  {
    what: "findings",
    name: "import_findings",
    open: (ana) => ana.drop("jira.csv", Buffer.from("Summary,Issue Type\nWater the herb wall,Story\nGarden,Epic\n")),
    shown: (ana) => ana.page.getByRole("heading", { name: say("import_left_out", { n: 1 }) }),
  },
  {
    what: "source",
    name: "import_source",
    open: (ana) => ana.drop("table.csv", Buffer.from("Title,Points\nT\xfcr \xf6len,3\n", "latin1")),
    shown: (ana) => ana.page.getByLabel(say("import_encoding")),
  },
  {
    what: "voting ahead",
    name: "ahead",
    open: async (ana) => {
      await ana.addStory("Mend the gate");
      await ana.page.getByRole("button", { name: say("vote_ahead"), exact: true }).click();
    },
    shown: (ana) => ana.page.getByRole("checkbox", { name: "Mend the gate" }),
  },
  {
    what: "export",
    name: "export",
    open: (ana) => ana.page.getByRole("button", { name: say("export_title") }).click(),
    shown: (ana) => ana.page.getByRole("dialog").getByRole("button", { name: /^Jira / }),
  },
  {
    what: "shortcuts",
    name: "dialogs",
    open: (ana) => ana.page.keyboard.press("?"),
    shown: (ana) => ana.page.getByText(say("key_vote_again")),
  },
  {
    what: "story form",
    name: "story_form",
    open: (ana) => ana.page.keyboard.press("e"),
    shown: (ana) => ana.story.getByLabel(say("story_title"), { exact: true }),
  },
  {
    what: "history",
    name: "story_form",
    open: (ana) => ana.page.getByText(say("earlier_rounds", { n: 1 })).click(),
    shown: (ana) => ana.page.locator(".history").getByText("8", { exact: true }).first(),
  },
  {
    what: "settings",
    name: "dialogs",
    open: (ana) => ana.page.getByRole("button", { name: say("settings"), exact: true }).click(),
    shown: (ana) => ana.page.getByRole("switch", { name: say("everyone_reveals") }),
  },
];

/** The address of a part's code. */
function code(name: string): RegExp {
  return new RegExp(`/assets/part-${name.replace("_", "-")}\\.[^/]*\\.wasm$`);
}

/** A room with a story that has a finished round, and nothing focused. */
async function roomWithHistory(ana: Person): Promise<void> {
  await ana.addStory("Reserve a tool");
  await ana.vote("8");
  await expect(ana.result).toBeVisible();
  await ana.page.getByRole("button", { name: say("vote_again") }).click();
  await ana.holdsNothing();
  await ana.page.locator("body").click({ position: { x: 2, y: 2 } });
}

for (const { what, name, open, shown } of roomParts) {
  test(`the ${what} whose part does not arrive says so, and comes when it is tried again`, async ({ browser, server }) => {
    const [ana] = await meeting(browser, server.url, ["Ana"]);
    // Some parts are fetched as soon as anything is pressed.
    await ana!.page.route(code(name), (route) => route.abort());
    await roomWithHistory(ana!);
    await open(ana!);
    const problem = ana!.page.getByRole("alert").filter({ hasText: say("part_not_loaded") });
    await expect(problem).toBeVisible();
    await expectAccessible(ana!.page);
    await ana!.page.unroute(code(name));
    await ana!.page.getByRole("button", { name: say("try_again") }).click();
    await expect(shown(ana!)).toBeVisible();
    await expect(problem).toHaveCount(0);
  });
}

test("a result that does not arrive says so, and comes when it is tried again", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.route(code("soon"), (route) => route.abort());
  await ana!.vote("8");
  await expect(ana!.page.getByRole("alert").filter({ hasText: say("part_not_loaded") })).toBeVisible({ timeout: 10_000 });
  await expect(ana!.seat("Ana").getByText("8", { exact: true })).toBeVisible();
  await ana!.page.unroute(code("soon"));
  await ana!.page.getByRole("button", { name: say("try_again") }).click();
  await expect(ana!.result).toBeVisible();
});

test("a home page that does not arrive says so, and comes when it is tried again", async ({ page }) => {
  await page.route(code("home"), (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("alert")).toHaveText(say("part_not_loaded"));
  await page.unroute(code("home"));
  await page.getByRole("button", { name: say("try_again") }).click();
  await expect(page.getByRole("button", { name: say("create_room") })).toBeVisible();
});

test("a visit to a room loads no part that nobody has opened", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  const loaded: string[] = [];
  ben.page.on("request", (request) => {
    const part = /\/assets\/(part|chunk)-[^/]*\.wasm$/.exec(request.url());
    if (part) loaded.push(request.url());
  });
  await ben.enter(ana!.page.url());
  await ben.page.waitForLoadState("networkidle");
  expect(loaded).toEqual([]);
});

test("the part editing, which is fetched at the first press, says so when it does not arrive, and comes when it is tried again", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  await ben.page.route(code("story_form"), (route) => route.abort());
  await ben.enter(ana!.page.url());
  await ben.page.getByRole("button", { name: say("rename") }).click();
  const problem = ben.page.getByRole("alert").filter({ hasText: say("part_not_loaded") });
  await expect(problem).toBeVisible();
  await expectAccessible(ben.page);
  await ben.page.unroute(code("story_form"));
  await ben.page.getByRole("button", { name: say("try_again") }).click();
  await expect(ben.page.getByRole("textbox", { name: say("your_name") })).toBeFocused();
});
