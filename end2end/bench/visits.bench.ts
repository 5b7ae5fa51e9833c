// How long people wait for the page, on a line and with a processor like theirs: until a name can be
// typed, until the table is there, and the same in a room as large as rooms get.

import type { Browser, BrowserContext } from "@playwright/test";

import { type Device, devices, Visit } from "../support/visit.ts";
import { largeRoom, smallRoom } from "../support/rooms.ts";
import { expect, test } from "../support/test.ts";

/** Each figure is the median of so many visits. */
const visits = 5;

/** Until a name can be typed: so many round trips, and so many milliseconds. */
const nameWithin = { roundTrips: 2.5, more: 200 };

/** A large room's table on the first device, in milliseconds; what it transfers, in bytes; and its nodes. */
const large = { table: 2_000, bytes: 1_500_000, nodes: 5_000 };

/** The longest frame while the backlog of a large room is scrolled, in milliseconds. */
const longestFrame = 50;

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** The median of what `measure` gives, in a browser of its own each time. */
async function medianOf<Figures extends Record<string, number>>(
  browser: Browser,
  measure: (context: BrowserContext) => Promise<Figures>,
): Promise<Figures> {
  const all: Figures[] = [];
  for (let visit = 0; visit < visits; visit++) {
    const context = await browser.newContext();
    all.push(await measure(context));
    await context.close();
  }
  const names = Object.keys(all[0]!);
  return Object.fromEntries(names.map((name) => [name, median(all.map((figures) => figures[name]!))])) as Figures;
}

function print(device: Device, figures: Record<string, number>): void {
  console.log(`  ${device.name}`);
  for (const [name, figure] of Object.entries(figures)) {
    console.log(`    ${name.padEnd(60)} ${Math.round(figure).toLocaleString("en")}`);
  }
}

for (const device of devices) {
  test(`visits to a room: ${device.name}`, async ({ browser, server }) => {
    const room = await smallRoom(server.url);
    const figures = await medianOf(browser, async (context) => {
      const visit = await Visit.open(context, device, room);
      const name = await visit.untilSeen("#join-name");
      const joined = await visit.join("Ana");
      const table = await visit.untilSeen(".table");
      const { bytes } = visit;
      await visit.again();
      return {
        "until a name can be typed, in ms": name,
        "until the table is there, for who joins at once, in ms": table,
        "of these after Join, in ms": table - joined,
        "transferred by then, in bytes": bytes,
        "until the table is there, for who comes back, in ms": await visit.untilSeen(".table"),
      };
    });
    print(device, figures);
    const limit = nameWithin.roundTrips * device.roundTrip + nameWithin.more;
    expect(figures["until a name can be typed, in ms"]).toBeLessThan(limit);
  });
}

for (const device of devices) {
  test(`a room of 2,000 stories: ${device.name}`, async ({ browser, server }) => {
    const room = await largeRoom(server.url);
    const figures = await medianOf(browser, async (context) => {
      const visit = await Visit.open(context, device, room);
      await visit.untilSeen("#join-name");
      // The app is there, and what it transferred does not count.
      await visit.untilGone("#early");
      const before = visit.bytes;
      const joined = await visit.join("Ana");
      const table = await visit.untilSeen(".table");
      return {
        "until the table is there, after Join, in ms": table - joined,
        "transferred by then, in bytes": visit.bytes - before,
        "nodes of the page": await visit.nodes(),
        "longest frame while the backlog is scrolled, in ms": await visit.scroll(".backlog-list"),
      };
    });
    print(device, figures);
    expect(figures["transferred by then, in bytes"]).toBeLessThanOrEqual(large.bytes);
    expect(figures["nodes of the page"]).toBeLessThanOrEqual(large.nodes);
    if (device === devices[0]) {
      expect(figures["until the table is there, after Join, in ms"]).toBeLessThanOrEqual(large.table);
      expect(figures["longest frame while the backlog is scrolled, in ms"]).toBeLessThanOrEqual(longestFrame);
    }
  });
}
