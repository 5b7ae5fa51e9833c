// Names as people have them.

import type { Locator } from "@playwright/test";

import { meeting } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

/** The distance from one thing to the next, in the direction of the page. */
async function gap(before: Locator, after: Locator): Promise<number> {
  const [left, right] = [(await before.boundingBox())!, (await after.boundingBox())!];
  return right.x - (left.x + left.width);
}

test("names written from right to left stand by their avatar", async ({ browser, server }) => {
  const [dana, ana] = await meeting(browser, server.url, ["דנה", "Ana"]);
  const row = ana!.personRow("דנה");
  expect(await gap(row.locator(".avatar"), row.locator(".person-name"))).toBeLessThan(16);
  const seat = ana!.seat("דנה");
  expect(await gap(seat.locator(".avatar"), seat.locator(".seat-name"))).toBeLessThan(16);
  const me = dana!.page.locator(".me-heading");
  expect(await gap(me.locator(".avatar"), me.locator(".me-name bdi"))).toBeLessThan(16);
});
