// People who look at a page of the portal with an element in it.

import type { Browser, Locator } from "@playwright/test";

import { Person } from "./person.ts";
import type { Content, Portal } from "./portal.ts";

/** Somebody who looks at a page of the portal. */
export async function visitor(browser: Browser, portal: Portal, content: Content, name = "Ana"): Promise<Person> {
  const person = await Person.with(browser, name, { locale: "en-GB" });
  await person.page.goto(portal.page(content));
  return person;
}

/** Ana, who facilitates in an element with the id `room`, as she sees it. */
export async function facilitator(browser: Browser, portal: Portal, room: string, more = ""): Promise<Person> {
  const token = portal.token({ room, sub: "ana", name: "Ana", facilitator: true });
  const ana = await visitor(browser, portal, { body: `<ready-room id="room" room="${room}" token="${token}" ${more}></ready-room>` });
  return ana.within(element(ana));
}

/** An element on the page of somebody, by its id. */
export function element(person: Person, id = "room"): Locator {
  return person.page.locator(`#${id}`);
}
