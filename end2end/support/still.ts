// The end of what slides and fades.

import type { Page } from "@playwright/test";

/** Waits until nothing on `page` slides or fades any more: only then its parts are where people press them. */
export async function isStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ends = ({ effect }: Animation) => effect?.getComputedTiming().iterations !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
  });
}
