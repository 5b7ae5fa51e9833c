// A portal that vouches for its users, and one that is made with a framework.

import type { Browser } from "@playwright/test";

import { Person } from "../support/person.ts";
import { type Claims, expect, heard, litImportMap, type Portal, test } from "../support/portal.ts";
import { say } from "../support/texts.ts";

/** Somebody whom the portal brings into a room; `by` makes the token. */
async function brought(browser: Browser, portal: Portal, claims: Claims, by = portal): Promise<Person> {
  const person = await Person.with(browser, claims.name);
  const body = `<ready-room id="room" room="${claims.room}" token="${by.token(claims)}"></ready-room>`;
  await person.page.goto(portal.page({ body }));
  return person.within(person.page.locator("#room"));
}

test("a token brings a person in without a gate, with name, role and facilitator", async ({ browser, portal }) => {
  const room = await portal.room();
  const ben = await Person.with(browser, "Ben");
  await ben.enter(`${portal.server}/room/${room}`);
  const ana = await brought(browser, portal, { room, sub: "ana", name: "Ana Example", role: "observer", facilitator: true });
  await ana.isInside();
  await expect(ana.page.locator("#room").getByText(say("you_observe"))).toBeVisible();
  for (const fact of [say("facilitator"), say("observer")]) {
    await expect(ben.personRow("Ana Example")).toContainText(fact);
  }
  const cleo = await brought(browser, portal, { room, sub: "cleo", name: "Cleo" });
  await cleo.vote("8");
  await expect(ben.personRow("Cleo")).not.toContainText(say("facilitator"));
  expect((await heard(ana.page, "joined"))[0]!.detail.name).toBe("Ana Example");
});

for (const kind of ["expired", "forged"] as const) {
  test(`a token that is ${kind} is refused, and the page says so`, async ({ browser, portal }) => {
    const room = await portal.room();
    const now = Math.floor(Date.now() / 1_000);
    const times = kind === "expired" ? { iat: now - 400, exp: now - 100 } : {};
    const forger = kind === "forged" ? await portal.stranger() : undefined;
    const ana = await brought(browser, portal, { room, sub: "ana", name: "Ana", ...times }, forger);
    const element = ana.page.locator("#room");
    await expect(element.getByRole("heading", { level: 1 })).toHaveText(say("bad_token_title"));
    await expect(element.getByText(say("bad_token_text"))).toBeVisible();
    const errors = async () => (await heard(ana.page, "error")).map(({ detail }) => detail);
    await expect.poll(errors).toEqual([{ code: "token", message: say("bad_token_title") }]);
    expect(await heard(ana.page, "joined")).toEqual([]);
    // The page gives another one.
    const token = portal.token({ room, sub: "ana", name: "Ana" });
    await element.evaluate((element, token) => element.setAttribute("token", token), token);
    await ana.isInside();
    await forger?.close();
  });
}

test("the same subject on a second device is the same person", async ({ browser, portal }) => {
  const room = await portal.room();
  const desk = await brought(browser, portal, { room, sub: "ana", name: "Ana" });
  const ben = await brought(browser, portal, { room, sub: "ben", name: "Ben" });
  await desk.vote("8");
  const phone = await brought(browser, portal, { room, sub: "ana", name: "Ana" });
  await phone.holds("8");
  await expect(ben.table.getByRole("listitem")).toHaveCount(2);
  await phone.vote("5");
  await desk.holds("5");
});

test("a page made with Lit gives a room its attributes and hears its events", async ({ browser, portal }) => {
  const room = await portal.room();
  const script = `
    import { html, LitElement } from "lit";
    customElements.define("team-page", class extends LitElement {
      static properties = { room: {}, theme: {}, estimates: { state: true } };
      constructor() {
        super();
        this.estimates = [];
      }
      estimated({ detail }) {
        this.estimates = [...this.estimates, detail.story + ": " + detail.estimate];
      }
      render() {
        return html\`
          <ready-room id="room" room=\${this.room} theme=\${this.theme} token=\${this.token}
            @ready-room:joined=\${({ target }) => target.addStories([{ key: "TL-1", title: "Reserve a tool" }])}
            @ready-room:estimated=\${this.estimated}></ready-room>
          <ul>\${this.estimates.map((estimate) => html\`<li>\${estimate}</li>\`)}</ul>
        \`;
      }
    });
    const page = document.createElement("team-page");
    Object.assign(page, ${JSON.stringify({ room, theme: "dark", token: portal.token({ room, sub: "ana", name: "Ana", facilitator: true }) })});
    document.body.append(page);
  `;
  const visitor = await Person.with(browser, "Ana");
  await visitor.page.goto(portal.page({ body: "", head: litImportMap, script, strict: false }));
  const ana = visitor.within(visitor.page.locator("#room"));
  const frame = visitor.page.locator("#room .ready-room");
  await ana.isInside();
  await expect(frame).toHaveAttribute("data-theme", "dark");
  await visitor.page.locator("team-page").evaluate((page) => Object.assign(page, { theme: "light" }));
  await expect(frame).toHaveAttribute("data-theme", "light");
  await ana.storyRow("Reserve a tool").getByText("Reserve a tool").click();
  await expect(ana.story.getByRole("heading", { name: "Reserve a tool" })).toBeVisible();
  await ana.vote("3");
  await ana.press(say("save_estimate", { estimate: "3" }));
  await expect(visitor.page.locator("team-page").getByText("TL-1: 3", { exact: true })).toBeVisible();
  // Heard outside of the shadow root that the framework has made.
  expect((await heard(visitor.page, "estimated")).map(({ detail }) => detail.estimate)).toEqual(["3"]);
});
