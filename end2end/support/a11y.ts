// The accessibility pass that every page of the tests gets.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What keeps people from using a page; the lesser ones are judgement. */
const faults = ["serious", "critical"];

/** Fails with rule and place of everything that axe finds serious or critical on `page`. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations
    .filter(({ impact }) => faults.includes(impact ?? ""))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${help}`));
  expect(found).toEqual([]);
}
