// The main job, from an empty page to the files that the product owner takes away: five people, a real
// export, a killed server, a dead line.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { Line } from "../support/line.ts";
import { Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

const file = "jira-cloud-repeated-columns.csv";
const jiraExport = readFileSync(resolve(import.meta.dirname, "../../server/tests/inputs", file));

test("five people refine a Jira export, and nobody loses anything", async ({ browser, ownServer }) => {
  test.setTimeout(180_000);
  const server = await ownServer();
  const line = await Line.to(server.url);
  const [ana, ben, cleo, dan, eva] = await Promise.all(
    ["Ana", "Ben", "Cleo", "Dan", "Eva"].map((name) => Person.with(browser, name)),
  );
  if (!ana || !ben || !cleo || !dan || !eva) throw new Error("five people");

  await test.step("the product owner creates a room, drops the export on it and imports it", async () => {
    await ana.createRoom(server.url, "Tool library");
    await ana.drop(file, jiraExport);
    await expect(ana.page.getByRole("dialog").locator(".import-title").getByText("Reserve a tool for a weekend")).toBeVisible();
    await ana.importStories(4);
    await expect(ana.backlog.getByRole("listitem")).toHaveCount(4);
    await expect(ana.story.getByRole("heading", { name: "Reserve a tool for a weekend" })).toBeVisible();
  });

  await test.step("four others join by the link", async () => {
    const link = ana.page.url();
    await Promise.all([ben, cleo, eva].map((person) => person.enter(link)));
    await dan.enter(link.replace(server.url, line.url));
    for (const person of [ana, ben, cleo, dan, eva]) {
      await expect(person.table.getByRole("listitem")).toHaveCount(5);
      await expect(person.story.getByText("Members book from Friday to Monday.")).toBeVisible();
      await expect(person.story.getByText("Calendar shows only free days")).toBeVisible();
    }
  });

  await test.step("they add and correct criteria together", async () => {
    const editing = cleo.page.getByLabel(say("edit_criterion"), { exact: true });
    await cleo.story.getByRole("button", { name: "Calendar shows only free days" }).click();
    await editing.fill("The calendar shows free days only");
    await ben.page.getByLabel(say("add_criterion"), { exact: true }).fill("A weekend ends on Monday at noon");
    await ben.page.keyboard.press("Enter");
    await expect(cleo.story.getByText("A weekend ends on Monday at noon")).toBeVisible();
    await expect(editing).toHaveValue("The calendar shows free days only");
    await editing.press("Enter");
    await expect(ana.story.getByText("The calendar shows free days only")).toBeVisible();
  });

  await test.step("three vote blind; the server is killed; all five come back with their votes", async () => {
    await ana.vote("8");
    await ben.vote("40");
    await cleo.vote("8");
    await server.crash();
    await Promise.all([ana.holds("8"), ben.holds("40"), cleo.holds("8")]);
    for (const person of [ana, ben, cleo, dan, eva]) {
      await expect(person.table.getByText(say("voted"))).toHaveCount(3);
      await expect(person.table.getByText(say("away"))).toHaveCount(0);
    }
  });

  await test.step("one is offline for twenty seconds and votes meanwhile", async () => {
    line.goDead();
    const lost = Date.now();
    await expect(dan.page.getByText(saying("connection_lost"))).toBeVisible({ timeout: 5_000 });
    await dan.card("13").click();
    await expect(dan.page.getByText(say("changes_held", { n: 1 }))).toBeVisible();
    await expect(dan.card("13")).toHaveClass(/is-sending/);
    await expect(ana.seat("Dan").getByText(say("voted"))).toHaveCount(0);
    await dan.page.waitForTimeout(20_000 - (Date.now() - lost));
    line.mend();
    await dan.holds("13");
    await expect(ana.seat("Dan").getByText(say("voted"))).toBeVisible();
  });

  await test.step("nobody has seen another's card before the reveal", () => {
    const hidden = /"label":"40"/;
    for (const person of [ana, cleo, dan, eva]) {
      const frames = person.received.filter((frame) => !frame.startsWith('{"welcome"'));
      expect(frames.filter((frame) => hidden.test(frame))).toEqual([]);
      const views = person.received.filter((frame) => frame.startsWith('{"welcome"'));
      for (const { welcome } of views.map((view) => JSON.parse(view))) {
        expect(JSON.stringify(welcome.view.hand)).not.toMatch(hidden);
        expect(JSON.stringify({ ...welcome.view.board, deck: undefined })).not.toMatch(hidden);
      }
    }
    expect(ben.received.some((frame) => frame.includes("your_card") && hidden.test(frame))).toBe(true);
  });

  await test.step("the last one votes, the cards turn by themselves, the estimate is saved", async () => {
    await eva.vote("8");
    await Promise.all([ana, ben, cleo, dan, eva].map((person) => expect(person.result).toBeVisible()));
    for (const person of [ana, dan]) {
      await expect(person.result.getByText(say("result_agree", { agreeing: 3, votes: 5, card: "8" }))).toBeVisible();
      await expect(person.result.getByText("15.4", { exact: true })).toBeVisible();
    }
    await ana.saveAndNext("8");
    for (const person of [ana, ben, cleo, dan, eva]) {
      await expect(person.story.getByRole("heading", { name: "Print a membership card" })).toBeVisible();
      await expect(person.storyRow("Reserve a tool for a weekend").getByText("8", { exact: true })).toBeVisible();
      await person.holdsNothing();
    }
  });

  await test.step("the product owner takes the result away", async () => {
    const csv = await ana.takeAway(/^CSV/);
    expect(csv.split("\r\n")[0]).toContain("Title,Key,Link,Estimate,Votes,Average,Rounds,Minutes,Criteria");
    expect(csv).toContain("Reserve a tool for a weekend,TL-11,,8,");
    expect(csv).toContain(",15.4,1,");
    expect(csv).toContain("The calendar shows free days only");
    const report = await ana.takeAway(/^Report/);
    expect(report).toContain("Reserve a tool for a weekend");
    expect(report).toContain("A weekend ends on Monday at noon");
    expect(report).toContain("15.4");
  });

  for (const person of [ana, ben, cleo, eva]) {
    expect(person.faults.filter((fault) => !/WebSocket|ERR_CONNECTION/.test(fault))).toEqual([]);
  }
  line.close();
});
