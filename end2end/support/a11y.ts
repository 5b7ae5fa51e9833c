// The accessibility pass that every page of the tests gets.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

import { isStill } from "./still.ts";

/** What keeps people from using a page; the lesser ones are judgement. */
const faults = ["serious", "critical"];

/** Fails with rule and place of everything that axe finds serious or critical on `page`, or in the part
 * of it that a selector names. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  // What fades in has no contrast yet.
  await isStill(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  const found = violations
    .filter(({ impact }) => faults.includes(impact ?? ""))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${help}`));
  expect(found).toEqual([]);
}
