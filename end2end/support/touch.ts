// A finger.

import type { Page } from "@playwright/test";

/** A place on a page, in CSS pixels. */
interface Place {
  x: number;
  y: number;
}

/** Drags with a finger that does not rest before it leaves: what a browser takes for a throw would swallow the next touch. */
export async function throwWithFinger(page: Page, from: Place, to: Place): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: Place[]) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints });
  const steps = 8;
  const sent = [touch("touchStart", from)];
  for (let step = 1; step <= steps; step++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const at = (start: number, end: number) => start + ((end - start) * step) / steps;
    sent.push(touch("touchMove", { x: at(from.x, to.x), y: at(from.y, to.y) }));
  }
  await Promise.all([...sent, touch("touchEnd")]);
}
