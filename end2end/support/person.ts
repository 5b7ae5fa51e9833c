// One person at a meeting: a browser context of their own, and what they do and see in a room.

import { gunzipSync } from "node:zlib";

import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

import { say } from "./texts.ts";

/** The keys of the names of cards whose label is no word. */
const cardNames: Record<string, string> = {
  "?": "card_unsure",
  "☕": "card_break",
  "∞": "card_too_big",
  Pass: "card_pass",
};

/** Somebody with a browser. */
export class Person {
  /** The texts of all frames that the server has sent to this page. */
  readonly received: string[] = [];
  /** How many bytes these frames had. */
  receivedBytes = 0;
  /** What the console has reported as an error, and uncaught exceptions. */
  readonly faults: string[] = [];

  private constructor(
    /** What they are called. */
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
    /** Where on the page the room is. */
    private readonly place: Page | Locator | FrameLocator = page,
    /** The language that the page is in. */
    readonly language = "en",
  ) {
    this.#listen(page);
  }

  /** Somebody with an empty browser. */
  static async with(browser: Browser, name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ locale: "en-GB", ...options });
    return new Person(name, context, await context.newPage());
  }

  /** Somebody whose browser asks for another language than English. */
  static async speaking(browser: Browser, language: string, name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ locale: language, ...options });
    const page = await context.newPage();
    return new Person(name, context, page, page, language);
  }

  /** The same person, looking only at a part of the page: an element or a frame with a room. */
  within(place: Locator | FrameLocator): Person {
    return new Person(this.name, this.context, this.page, place, this.language);
  }

  /** Creates a room from the home page, and joins it. Gives the room's link. */
  async createRoom(home: string, title = "Lending desk"): Promise<string> {
    await this.page.goto(home);
    await this.#hasApp();
    await this.place.getByLabel(this.#say("room_title")).fill(title);
    await this.place.getByRole("button", { name: this.#say("create_room") }).click();
    await this.join();
    return this.page.url();
  }

  /** Opens a room's link and joins. */
  async enter(link: string, role: "estimator" | "observer" = "estimator"): Promise<void> {
    await this.page.goto(link);
    await this.join(role);
  }

  /** Gives name and role at the gate. */
  async join(role: "estimator" | "observer" = "estimator"): Promise<void> {
    await this.#hasApp();
    await this.place.getByLabel(this.#say("your_name")).fill(this.name);
    await this.place.getByRole("radio", { name: this.#say(`role_${role}`) }).check();
    await this.place.getByRole("button", { name: this.#say("join_room") }).click();
    await this.isInside();
  }

  /** Waits until the app's own form has taken the place of the one before: a press that lasts meanwhile ends in another. */
  async #hasApp(): Promise<void> {
    await expect(this.place.locator("#early")).toHaveCount(0);
  }

  /** Waits until the room is there. */
  async isInside(): Promise<void> {
    await expect(this.table).toBeVisible();
  }

  /** The table with everybody's place. */
  get table(): Locator {
    return this.place.getByRole("region", { name: this.#say("table"), exact: true });
  }

  /** The story that is shown. */
  get story(): Locator {
    return this.place.getByRole("region", { name: this.#say("story"), exact: true });
  }

  /** The result of the revealed round. */
  get result(): Locator {
    return this.place.getByRole("region", { name: this.#say("result"), exact: true });
  }

  /** The list of stories. */
  get backlog(): Locator {
    return this.place.getByRole("list", { name: this.#say("backlog"), exact: true });
  }

  /** My own cards. */
  get hand(): Locator {
    return this.place.getByRole("radiogroup", { name: this.#say("your_hand") });
  }

  /** One of my own cards. */
  card(label: string): Locator {
    return this.hand.getByRole("radio", { name: this.#cardName(label), exact: true });
  }

  /** Somebody's place at the table. */
  seat(name: string): Locator {
    return this.table.getByRole("listitem").filter({ has: this.page.locator(".seat-name").getByText(name, { exact: true }) });
  }

  /** Somebody's line in the list of people. */
  personRow(name: string): Locator {
    return this.place
      .getByRole("region", { name: this.#say("people"), exact: true })
      .getByRole("listitem")
      .filter({ hasText: name });
  }

  /** Imports what the open dialog shows, and waits until the dialog is gone: while it is open, no key reaches the room. */
  async importStories(count: number): Promise<void> {
    await this.page.getByRole("button", { name: this.#say("import_button", { n: count }) }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0, { timeout: 60_000 });
  }

  /** Chooses a card and waits until it is saved. */
  async vote(label: string): Promise<void> {
    await this.card(label).click();
    await this.holds(label);
  }

  /** Sees this card chosen, and saved. */
  async holds(label: string): Promise<void> {
    // Both at once: a card that was refused is chosen first and then not on its way any more.
    const saved = this.place.locator("[aria-checked=true]:not(.is-sending)");
    await expect(this.card(label).and(saved)).toBeVisible();
  }

  /** Sees no card chosen. */
  async holdsNothing(): Promise<void> {
    await expect(this.hand.getByRole("radio", { checked: true })).toHaveCount(0);
  }

  /** Presses the primary action, whatever it is called now, which this text must match. */
  async press(name: string | RegExp): Promise<void> {
    const actions = this.place.getByRole("group", { name: this.#say("actions") });
    const button = actions.getByRole("button", { name });
    await expect(button).toBeVisible();
    // The page takes a press right after the action has changed for a slip, so press until it counts.
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 2_000 });
      await expect(button).toBeHidden({ timeout: 2_000 });
    }).toPass();
  }

  /** Turns the cards. */
  async reveal(): Promise<void> {
    await this.press(new RegExp(this.#say("reveal"), "i"));
    await expect(this.result).toBeVisible();
  }

  /** Saves the suggested estimate, and goes on. */
  async saveAndNext(estimate: string): Promise<void> {
    await this.press(this.#say("save_and_next", { estimate }));
  }

  /** Drops a file on the page. */
  async drop(name: string, bytes: Buffer, on = ".room"): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([name, base64]) => {
        const bytes = Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name!, { type: "text/csv" }));
        return transfer;
      },
      [name, bytes.toString("base64")],
    );
    const target = this.place.locator(on);
    await target.dispatchEvent("dragenter", { dataTransfer: data });
    await target.dispatchEvent("dragover", { dataTransfer: data });
    await target.dispatchEvent("drop", { dataTransfer: data });
  }

  /** Adds a story by its title. */
  async addStory(title: string): Promise<void> {
    await this.place.getByLabel(this.#say("add_story"), { exact: true }).fill(title);
    await this.page.keyboard.press("Enter");
    await expect(this.backlog.getByText(title, { exact: true })).toBeVisible();
  }

  /** The line of a story in the backlog. */
  storyRow(title: string): Locator {
    return this.backlog.getByRole("listitem").filter({ hasText: title });
  }

  /** Saves an export by its name in the dialog, and gives what is in it. */
  async takeAway(form: string | RegExp): Promise<string> {
    return (await this.takeFile(form)).bytes.toString("utf8");
  }

  /** The same with the name of the file, byte for byte. */
  async takeFile(form: string | RegExp, language = this.language): Promise<{ name: string; bytes: Buffer }> {
    const download = this.page.waitForEvent("download");
    await this.place.getByRole("button", { name: say("export_title", {}, language) }).click();
    await this.place.getByRole("dialog").getByRole("button", { name: form }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return { name: (await download).suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  /** Takes back what a toast with this text tells of. */
  async undo(text: string | RegExp): Promise<void> {
    const toast = this.place.locator(".toast").filter({ hasText: text });
    await toast.getByRole("button", { name: this.#say("undo") }).click();
    await expect(toast).toHaveCount(0);
  }

  #say(key: string, values: Record<string, string | number> = {}): string {
    return say(key, values, this.language);
  }

  #cardName(label: string): string {
    const key = cardNames[label];
    return key ? this.#say(key) : label;
  }

  #listen(page: Page): void {
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        this.receivedBytes += Buffer.byteLength(payload);
        this.received.push(typeof payload === "string" ? payload : gunzipSync(payload).toString("utf8"));
      }),
    );
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(message.text());
    });
  }
}

/** People with a browser each, in the room that the first of them has created. */
export async function meeting(browser: Browser, home: string, names: string[]): Promise<Person[]> {
  const [founder, ...guests] = await Promise.all(names.map((name) => Person.with(browser, name)));
  if (!founder) throw new Error("nobody meets");
  const link = await founder.createRoom(home);
  for (const guest of guests) await guest.enter(link);
  return [founder, ...guests];
}

/** One adds a story, the other votes on it with 8, and still holds the card after loading the page again. */
export async function voteAndReload(one: Person, other: Person) {
  await one.addStory("Reserve a tool");
  await expect(other.story.getByRole("heading", { name: "Reserve a tool" })).toBeVisible();
  await other.vote("8");
  await expect(one.seat(other.name).getByText(say("voted"))).toBeVisible();
  await other.page.reload();
  await other.holds("8");
}
