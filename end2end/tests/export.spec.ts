// The room as files: every form by its name in the dialog, and the whole room opened again elsewhere.

import { inflateRawSync } from "node:zlib";

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/portal.ts";
import { say, saying } from "../support/texts.ts";

/** Every form by what it is called, the end of its file's name, and a part of what is in it. */
const forms: [name: string, end: string, holds: RegExp][] = [
  [say("export_report"), "report.md", /^# Lending desk\n[^]*\| Reserve a tool \| 5 \|/],
  ["Jira", "jira.csv", /Reserve a tool/],
  ["Azure DevOps", "azure-devops.csv", /Work Item Type[^]*Reserve a tool/],
  ["GitLab", "gitlab.csv", /title[^]*Reserve a tool/],
  ["Linear", "linear.csv", /Title[^]*Reserve a tool/],
  ["Trello", "trello.json", /^\{[^]*"cards"[^]*Reserve a tool/],
  [say("export_room"), "room.json", /^\{[^]*"ready_room"[^]*Reserve a tool/],
  ["Markdown", "stories.md", /Reserve a tool/],
  ["Gherkin", "stories.feature", /^Feature: Reserve a tool/m],
  ["CSV", "ready-room.csv", /Reserve a tool,[^]*,5,/],
];

/** Two people who have estimated the first of two stories in two rounds. */
async function refined(people: Person[]): Promise<void> {
  const [ana, ben] = people as [Person, Person];
  await ana.addStory("Reserve a tool");
  await ana.addStory("Return a tool");
  await ana.vote("3");
  await ben.vote("8");
  await expect(ana.result).toBeVisible();
  await ana.page.getByRole("button", { name: say("vote_again") }).click();
  await ana.holdsNothing();
  await ana.vote("5");
  await ben.vote("5");
  await expect(ana.result).toBeVisible();
  await ana.saveAndNext("5");
  await expect(ana.storyRow("Reserve a tool").getByText("5", { exact: true })).toBeVisible();
}

/** Gives a file to the file chooser of the home page. */
async function openFile(person: Person, bytes: Buffer, language = "en"): Promise<void> {
  const chooser = person.page.waitForEvent("filechooser");
  await person.page.getByRole("button", { name: say("open_room", {}, language) }).click();
  await (await chooser).setFiles({ name: "room.json", mimeType: "application/json", buffer: bytes });
}

/** The files of a zip, as its central directory names them, with their content. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size, name, extra, comment, start] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const packed = zip.subarray(data, data + size);
    const content = method === 0 ? packed : inflateRawSync(packed);
    files.set(zip.toString("utf8", at + 46, at + 46 + name), content.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return files;
}

test("every form is one press away, and its file has a name and what was agreed", async ({ browser, server }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben"]);
  await refined(people);
  const ana = people[0]!;
  for (const [name, end, holds] of forms) {
    const file = await ana.takeFile(new RegExp(`^${name} `));
    expect(file.name).toBe(`Lending-desk-${end}`);
    expect(file.bytes.toString("utf8"), file.name).toMatch(holds);
    await expect(ana.page.getByText(say("export_saved", { file: file.name }))).toBeVisible();
    await expect(ana.page.getByRole("dialog")).toHaveCount(0);
  }
  const zip = await ana.takeFile(new RegExp(`^${say("export_everything")} `));
  expect(zip.name).toBe("Lending-desk-everything.zip");
  const files = unzipped(zip.bytes);
  const single = forms.map(([, end]) => end).filter((end) => !end.endsWith(".feature"));
  const features = ["features/1-Reserve-a-tool.feature", "features/2-Return-a-tool.feature"];
  expect([...files.keys()].sort()).toEqual([...single, ...features].sort());
  for (const [, end, holds] of forms.filter(([, end]) => files.has(end))) expect(files.get(end)).toMatch(holds);
  expect(ana.faults).toEqual([]);
});

test("a file that does not come is said to be missing, and nothing is saved", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.page.route("**/export/jira.csv", (route) => route.abort());
  await ana!.page.getByRole("button", { name: say("export_title") }).click();
  await ana!.page.getByRole("dialog").getByRole("button", { name: /^Jira / }).click();
  await expect(ana!.page.getByText(say("export_failed"))).toBeVisible();
});

test("the choice is made by keys alone, in a narrow window, and the drawer stays open", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana", { viewport: { width: 390, height: 844 } });
  await ana.createRoom(server.url);
  await ana.page.locator(".room-header-side").click();
  const opener = ana.page.getByRole("button", { name: say("export_title") });
  await opener.focus();
  await ana.page.keyboard.press("Enter");
  const dialog = ana.page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { level: 3 })).toHaveText([
    say("export_to_read"),
    say("export_to_tracker"),
    say("export_to_keep"),
  ]);
  await expectAccessible(ana.page);
  await ana.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await ana.page.keyboard.press("Enter");
  const jira = dialog.getByRole("button", { name: /^Jira / });
  for (let tabs = 0; tabs < 5 && !(await jira.evaluate((row) => row === document.activeElement)); tabs++) {
    await ana.page.keyboard.press("Tab");
  }
  const download = ana.page.waitForEvent("download");
  await ana.page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("Lending-desk-jira.csv");
  await expect(opener).toBeFocused();
});

test("a room in an element of another site gives its files as well", async ({ browser, portal }) => {
  const room = await portal.room();
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  const ana = await Person.with(browser, "Ana");
  await ana.page.goto(portal.page({ body: `<ready-room id="room" room="${room}" token="${token}" lang="de"></ready-room>` }));
  const inside = ana.within(ana.page.locator("#room"));
  await expect(ana.page.locator("#room").getByRole("button", { name: say("export_title", {}, "de") })).toBeAttached();
  const narrow = ana.page.locator("#room .room-header-side");
  if (await narrow.isVisible()) await narrow.click();
  const file = await inside.takeFile(/^Linear /, "de");
  expect(file.name).toMatch(/-linear\.csv$/);
  await expect(ana.page.getByText(say("export_saved", { file: file.name }, "de"))).toBeVisible();
});

test("a whole room goes on at another server: stories, estimates, rounds, and its people away", async ({ browser, server, ownServer }) => {
  const people = await meeting(browser, server.url, ["Ana", "Ben"]);
  await refined(people);
  const { bytes } = await people[0]!.takeFile(new RegExp(`^${say("export_room")} `));
  const other = await ownServer();
  const eva = await Person.with(browser, "Eva");
  await eva.page.goto(other.url);
  await openFile(eva, bytes);
  await eva.join();
  await expect(eva.page.getByRole("heading", { name: "Lending desk" })).toBeVisible();
  await expect(eva.backlog.getByRole("listitem")).toHaveCount(2);
  await expect(eva.storyRow("Reserve a tool").getByText("5", { exact: true })).toBeVisible();
  await eva.storyRow("Reserve a tool").getByRole("button").first().click();
  await eva.page.getByText(say("earlier_rounds", { n: 2 })).click();
  await expect(eva.page.locator(".history").getByText("8", { exact: true }).first()).toBeVisible();
  await expect(eva.page.getByText(say("you_facilitate"))).toBeVisible();
  await eva.page.getByRole("button", { name: say("people_away", { n: 2 }) }).click();
  for (const name of ["Ana", "Ben"]) await expect(eva.personRow(name)).toBeVisible();
  // What it would hand on is what it was given.
  const again = await eva.takeFile(new RegExp(`^${say("export_room")} `));
  const [given, taken] = [bytes, again.bytes].map((file) => JSON.parse(file.toString("utf8")).stories[0]);
  expect(given.estimate).toBe("5");
  expect(taken).toEqual(given);
  await eva.addStory("Mend the gate");
  expect(eva.faults).toEqual([]);
});

test("a room's file dropped on the home page opens, in German as well", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.addStory("Reserve a tool");
  const { bytes } = await ana!.takeFile(new RegExp(`^${say("export_room")} `));
  const eva = await Person.with(browser, "Eva", { locale: "de-DE" });
  await eva.page.goto(server.url);
  await expect(eva.page.getByRole("button", { name: say("open_room", {}, "de") })).toBeVisible();
  await eva.drop("room.json", bytes, ".home");
  await expect(eva.page.getByRole("button", { name: say("join_room", {}, "de") })).toBeVisible();
  expect(eva.page.url()).not.toBe(ana!.page.url());
});

for (const language of ["en", "de"]) {
  test(`what is no room says why, and nothing is made (${language})`, async ({ browser, ownServer }) => {
    const server = await ownServer();
    const [ana] = await meeting(browser, server.url, ["Ana"]);
    const { bytes } = await ana!.takeFile(new RegExp(`^${say("export_room")} `));
    const eva = await Person.with(browser, "Eva", { locale: language === "de" ? "de-DE" : "en-GB" });
    await eva.page.goto(server.url);
    const alert = eva.page.getByRole("alert");
    const damaged = bytes.toString("utf8").replace('  "title": ', '  "title": oops ');
    await openFile(eva, Buffer.from(damaged), language);
    await expect(alert).toHaveText(say("open_room_malformed", { line: 3, column: 12 }, language));
    await openFile(eva, Buffer.from("Key,Summary\nTL-1,Reserve a tool\n"), language);
    await expect(alert).toHaveText(say("open_room_other_file", {}, language));
    await openFile(eva, Buffer.from(bytes.toString("utf8").replace(/("ready_room": ?)\d+/, "$199")), language);
    await expect(alert).toHaveText(say("unreadable_newer_version", {}, language));
    await openFile(eva, Buffer.alloc(21 * 1024 * 1024, " "), language);
    await expect(alert).toHaveText(say("unreadable_too_large", { limit: 20 }, language));
    await expectAccessible(eva.page);
    expect(new URL(eva.page.url()).pathname).toBe("/");
    expect(await eva.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":room:")))).toEqual([]);
    // A correct one opens after all.
    await openFile(eva, bytes, language);
    await expect(eva.page.getByRole("button", { name: say("join_room", {}, language) })).toBeVisible();
  });
}

test("an element of another site opens a room's file in itself", async ({ browser, portal }) => {
  const ana = await Person.with(browser, "Ana");
  await ana.page.goto(`${portal.server}/room/${await portal.room()}`);
  await ana.join();
  const { bytes } = await ana.takeFile(new RegExp(`^${say("export_room")} `));
  await ana.page.goto(portal.page({ body: `<ready-room id="room"></ready-room>` }));
  const element = ana.page.locator("#room");
  await openFile(ana, bytes.subarray(0, 40));
  await expect(element.getByRole("alert")).toHaveText(saying("open_room_malformed"));
  await openFile(ana, bytes);
  await expect(element.getByText("Lending desk")).toBeVisible();
  await ana.within(element).join();
});

test("a sentence that does not come is replaced by a plainer one", async ({ browser, server }) => {
  const eva = await Person.with(browser, "Eva");
  await eva.page.route(/\/assets\/files[.-]/, (route) => route.abort());
  await eva.page.goto(server.url);
  await openFile(eva, Buffer.from("{"));
  await expect(eva.page.getByRole("alert")).toHaveText(say("open_room_failed"));
});

test("where nobody may make rooms, opening one says so too", async ({ browser, ownServer }) => {
  const server = await ownServer({ args: ["--create-rooms", "nobody"] });
  const eva = await Person.with(browser, "Eva");
  await eva.page.goto(server.url);
  await openFile(eva, Buffer.from("{}"));
  await expect(eva.page.getByRole("alert")).toHaveText(say("refusal_may_not_create"));
});
